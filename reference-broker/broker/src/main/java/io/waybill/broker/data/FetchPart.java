package io.waybill.broker.data;

import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.producer.AbortedTransaction;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.FetchResponse.DivergingEpoch;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One partition's part of a fetch: what was decided about it last, and what was read. */
final class FetchPart {

    private static final DivergingEpoch AGREES = new DivergingEpoch(-1, -1);
    private static final Hosting.Lookup NOT_YET =
            new Hosting.Lookup(null, ErrorCode.NOT_LEADER_OR_FOLLOWER, LeaderIdAndEpoch.NONE);

    private final FetchRequest.Partition asked;
    private final FetchReader reader;
    private Hosting.Lookup found = NOT_YET;
    private Permission permission = Permission.refused(NOT_YET.error());
    private int leaderEpoch;
    private @Nullable LogRead read;
    private boolean isNoted;

    /** Makes the part, about which nothing is decided yet. */
    FetchPart(FetchRequest.Partition asked, FetchReader reader) {
        this.asked = asked;
        this.reader = reader;
    }

    FetchRequest.Partition asked() {
        return asked;
    }

    Permission permission() {
        return permission;
    }

    @Nullable
    Served replica() {
        return found.replica();
    }

    /** Decides anew, by what is there now. A follower's promise is noted once, before anything is read for it. */
    void decide(Hosting.Lookup now, FetchRules rules) {
        found = now;
        read = null;
        Served replica = now.replica();
        if (replica == null) {
            permission = Permission.refused(now.error());
            return;
        }
        permission = rules.decide(replica, reader, asked);
        leaderEpoch = replica.leaderEpoch();
        if (reader.isFollower() && !isNoted && permission.isGranted()) {
            isNoted = true;
            boolean isKnown = replica.noteFetch(new Served.FollowerFetch(
                    reader.replica(), reader.brokerEpoch(), asked.fetchOffset(), asked.logStartOffset()));
            permission = isKnown
                    ? rules.decide(replica, reader, asked)
                    : Permission.refused(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        }
    }

    /** Returns whether there are records that may be read. */
    boolean isReadable() {
        return permission.isGranted() && asked.fetchOffset() < permission.limit();
    }

    void read(LogRead result) {
        read = result;
    }

    void fail(ErrorCode error) {
        permission = Permission.refused(error);
        read = null;
    }

    int sizeBytes() {
        return read == null ? 0 : read.batches().remaining();
    }

    /** What was read while the replica changed its role is not given: the log may be another by now. */
    void checkStill() {
        Served replica = found.replica();
        if (replica != null && permission.isGranted() && replica.leaderEpoch() != leaderEpoch) {
            fail(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        }
    }

    /** Tells the replica what a consumer is given. */
    void noteServed() {
        Served replica = found.replica();
        if (replica != null && !reader.isFollower() && read != null && sizeBytes() > 0) {
            replica.noteServed(read.firstOffset(), read.nextOffset());
        }
    }

    FetchResponse.Partition answer(LeaderHints hints) {
        Served replica = found.replica();
        if (replica == null || permission.error().isError()) {
            return new FetchResponse.Partition(
                    asked.partition(),
                    permission.error(),
                    -1,
                    -1,
                    -1,
                    AGREES,
                    hints.of(permission.error(), found.leader()),
                    null,
                    -1,
                    Payload.EMPTY);
        }
        EpochEnd parts = permission.divergence();
        return new FetchResponse.Partition(
                asked.partition(),
                ErrorCode.NONE,
                replica.highWatermark(),
                replica.lastStableOffset(),
                replica.logStartOffset(),
                parts == null ? AGREES : new DivergingEpoch(parts.epoch(), parts.endOffset()),
                LeaderIdAndEpoch.NONE,
                aborted(replica),
                permission.elsewhere(),
                read == null ? Payload.EMPTY : Payload.of(read.batches()));
    }

    private @Nullable List<FetchResponse.AbortedTransaction> aborted(Served replica) {
        if (!reader.committedOnly()) {
            return null;
        }
        var aborted = new ArrayList<FetchResponse.AbortedTransaction>();
        if (read != null && sizeBytes() > 0) {
            for (AbortedTransaction each : replica.abortedTransactions(asked.fetchOffset(), read.nextOffset())) {
                aborted.add(new FetchResponse.AbortedTransaction(each.producerId(), each.firstOffset()));
            }
        }
        return aborted;
    }
}
