package io.waybill.raft;

import io.waybill.raft.settings.QuorumMutant;
import java.util.Arrays;

/**
 * Reads without a lease (thesis §6.4): each notes the commit index, waits until a majority has answered a heartbeat
 * that was sent after that, in this term, and may then be answered once that index is applied.
 */
final class Reads {

    private static final int FIRST_CAPACITY = 16;

    private final CoreState state;
    private final boolean servesStale;

    private long[] tickets = new long[FIRST_CAPACITY];
    private long[] indexes = new long[FIRST_CAPACITY];
    private long[] rounds = new long[FIRST_CAPACITY];
    private int count;
    // Those that came before an entry of this term was committed; their indexes are noted then.
    private long[] early = new long[FIRST_CAPACITY];
    private int earlyCount;
    private long confirmedRound;

    Reads(CoreState state) {
        this.state = state;
        this.servesStale = state.has(QuorumMutant.Q7);
    }

    void begin() {
        count = 0;
        earlyCount = 0;
    }

    boolean isWaiting() {
        return count > 0;
    }

    /** Takes a read, and returns whether a heartbeat is to be sent now; otherwise one under way comes first. */
    boolean add(long ticket, long round) {
        if (servesStale) {
            state.effects.readable(ticket, state.commitIndex);
            return false;
        }
        if (!state.hasCommittedInTerm()) {
            state.hits.readWaited.hit();
            if (earlyCount == early.length) {
                early = Arrays.copyOf(early, earlyCount * 2);
            }
            early[earlyCount++] = ticket;
            return false;
        }
        return addKnown(ticket, round);
    }

    private boolean addKnown(long ticket, long round) {
        if (count == tickets.length) {
            tickets = Arrays.copyOf(tickets, count * 2);
            indexes = Arrays.copyOf(indexes, count * 2);
            rounds = Arrays.copyOf(rounds, count * 2);
        }
        boolean underWay = count > 0 && confirmedRound < round;
        tickets[count] = ticket;
        indexes[count] = state.commitIndex;
        rounds[count] = round + 1;
        count++;
        return !underWay;
    }

    /** Returns whether reads waited for the first commit of this term. */
    boolean termCommitted() {
        return earlyCount > 0 && state.hasCommittedInTerm();
    }

    /** Takes the reads that came early, and returns whether a heartbeat is to be sent now. */
    boolean addWaiting(long round) {
        boolean send = false;
        for (int i = 0; i < earlyCount; i++) {
            send |= addKnown(early[i], round);
        }
        earlyCount = 0;
        return send;
    }

    /** Answers the reads whose heartbeat was heard, and returns whether others still wait for one to be sent. */
    boolean confirmed(long heardRound, long sentRound) {
        confirmedRound = Math.max(confirmedRound, heardRound);
        int answered = 0;
        while (answered < count && rounds[answered] <= confirmedRound) {
            state.hits.readConfirmed.hit();
            state.effects.readable(tickets[answered], indexes[answered]);
            answered++;
        }
        if (answered > 0) {
            count -= answered;
            System.arraycopy(tickets, answered, tickets, 0, count);
            System.arraycopy(indexes, answered, indexes, 0, count);
            System.arraycopy(rounds, answered, rounds, 0, count);
        }
        return answered > 0 && count > 0 && rounds[0] > sentRound;
    }

    void refuseAll() {
        for (int i = 0; i < earlyCount; i++) {
            state.effects.refused(early[i], state.leader);
        }
        for (int i = 0; i < count; i++) {
            state.effects.refused(tickets[i], state.leader);
        }
        begin();
    }
}
