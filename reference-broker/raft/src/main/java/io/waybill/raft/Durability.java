package io.waybill.raft;

import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers the writes, knows what is durable, and holds back messages until what they promise is. */
final class Durability {

    private static final int FIRST_CAPACITY = 32;

    private final int self;
    private final Effects effects;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    // Writes of the log that are under way, in a ring: the number of each, and the log's end after it.
    private long[] writes = new long[FIRST_CAPACITY];
    private long[] ends = new long[FIRST_CAPACITY];
    private int head;
    private int count;
    private long asked;
    private long persisted;
    private long stateWrite;
    private long durableIndex;
    private long claimedIndex;
    private long askedTerm;
    private long durableTerm;
    private @Nullable Message toSelf;

    private record Held(long write, int to, Message message) {}

    Durability(int self, Effects effects, long durableIndex, long durableTerm) {
        this.self = self;
        this.effects = effects;
        this.durableIndex = durableIndex;
        this.claimedIndex = durableIndex;
        this.askedTerm = durableTerm;
        this.durableTerm = durableTerm;
    }

    long durableIndex() {
        return durableIndex;
    }

    long durableTerm() {
        return durableTerm;
    }

    /**
     * Makes term and vote durable.
     *
     * @param trueTerm what the member takes for durable then; another than {@code term} only where a flaw is planted
     */
    void save(long term, int votedFor, boolean abstains, long trueTerm) {
        stateWrite = ++asked;
        askedTerm = trueTerm;
        claimedIndex = durableIndex;
        effects.save(asked, new HardState(term, votedFor, abstains, durableIndex));
    }

    /**
     * Returns whether the vote's file says that more is durable than the log has once it is cut off before an index. It
     * must say less first, or a crash would look like a loss.
     */
    boolean claimsBeyond(long index) {
        return claimedIndex >= index;
    }

    /** Notes that the log is about to be cut off before an index. */
    void cut(long index) {
        durableIndex = Math.min(durableIndex, index - 1);
    }

    void append(Entry entry) {
        long before = entry.index() - 1;
        durableIndex = Math.min(durableIndex, before);
        for (int i = count - 1; i >= 0; i--) {
            int at = (head + i) & (ends.length - 1);
            if (ends[at] <= before) {
                break;
            }
            ends[at] = before;
        }
        add(++asked, entry.index());
        effects.append(asked, entry);
    }

    void install(SnapshotImage image) {
        head = 0;
        count = 0;
        durableIndex = 0;
        add(++asked, image.index());
        effects.install(asked, image);
    }

    private void add(long write, long end) {
        if (count == writes.length) {
            writes = doubled(writes);
            ends = doubled(ends);
            head = 0;
        }
        int at = (head + count) & (writes.length - 1);
        writes[at] = write;
        ends[at] = end;
        count++;
    }

    private long[] doubled(long[] ring) {
        var larger = Arrays.copyOf(ring, ring.length * 2);
        for (int i = 0; i < count; i++) {
            larger[i] = ring[(head + i) & (ring.length - 1)];
        }
        return larger;
    }

    /** Sends a message once term and vote are durable. */
    void sendAfterState(int to, Message message) {
        send(stateWrite, to, message);
    }

    /** Sends a message once everything is durable that was asked for so far. */
    void sendAfterAll(int to, Message message) {
        send(asked, to, message);
    }

    private void send(long write, int to, Message message) {
        if (write <= persisted) {
            deliver(to, message);
        } else {
            held.add(new Held(write, to, message));
        }
    }

    private void deliver(int to, Message message) {
        if (to == self) {
            toSelf = message;
        } else {
            effects.send(to, message);
        }
    }

    /** Takes the message of the member to itself that may be delivered now, its own vote, if any. */
    @Nullable
    Message takeToSelf() {
        var message = toSelf;
        toSelf = null;
        return message;
    }

    /**
     * Forgets what was held back in an earlier term. An acknowledgement from there must not leave any more: the log may
     * have changed since, and the leader of that term would count a copy that is gone.
     */
    void newTerm() {
        held.clear();
        toSelf = null;
    }

    /** Notes what is durable and sends what waited for it. */
    void persisted(long write) {
        persisted = Math.max(persisted, write);
        if (stateWrite <= persisted) {
            durableTerm = askedTerm;
        }
        while (count > 0 && writes[head] <= persisted) {
            durableIndex = Math.max(durableIndex, ends[head]);
            head = (head + 1) & (writes.length - 1);
            count--;
        }
        // Not in order of the writes they wait for: an answer may wait for the log, the next only for the vote.
        int waiting = held.size();
        for (int i = 0; i < waiting; i++) {
            var next = held.remove();
            if (next.write <= persisted) {
                deliver(next.to, next.message);
            } else {
                held.add(next);
            }
        }
    }
}
