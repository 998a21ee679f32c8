package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Decides what of a partition who fetches may be given, without reading anything. */
final class FetchRules {

    private final Hosting hosting;
    private final EpochChecks epochs;
    private final NearReplica near;
    private final boolean leaderGivesAll;
    private final boolean followerGivesAll;
    private final boolean trustsOldCommit;

    FetchRules(Hosting hosting, BrokerMutants mutants) {
        this.hosting = hosting;
        this.near = new NearReplica(hosting);
        this.epochs = new EpochChecks(mutants.has(BrokerMutant.R14));
        this.leaderGivesAll = mutants.has(BrokerMutant.R12);
        this.followerGivesAll = mutants.has(BrokerMutant.R13);
        this.trustsOldCommit = mutants.has(BrokerMutant.R15);
    }

    /** Decides. */
    Permission decide(Served replica, FetchReader reader, FetchRequest.Partition asked) {
        ErrorCode error = epochs.check(replica, asked.currentLeaderEpoch(), !reader.mayReadFollowers());
        if (error.isError()) {
            return Permission.refused(error);
        }
        return reader.isFollower() ? ofFollower(replica, reader, asked) : ofConsumer(replica, reader, asked);
    }

    private Permission ofFollower(Served replica, FetchReader reader, FetchRequest.Partition asked) {
        if (!hosting.isRegistered(reader.replica(), reader.brokerEpoch())) {
            // Another life of it may have lost what this one has: its word must not count for that one (KIP-903).
            return Permission.refused(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        }
        Permission wrong = offset(replica, asked);
        if (wrong != null) {
            return wrong;
        }
        if (isUnknown(replica, asked)) {
            return Permission.refused(ErrorCode.OFFSET_OUT_OF_RANGE);
        }
        // Who lags behind with what is committed is told at once, not when there are records again (KIP-1166).
        boolean isNews = asked.highWatermark() < replica.highWatermark();
        return Permission.granted(replica.logEndOffset(), isNews);
    }

    /**
     * Returns whether a follower's last record is older than all that is known of this log. Where this log was begun
     * anew, nobody can say whether what the follower has is what was here: it has to begin anew as well.
     */
    private static boolean isUnknown(Served replica, FetchRequest.Partition asked) {
        long start = replica.logStartOffset();
        return start > 0
                && asked.fetchOffset() == start
                && asked.lastFetchedEpoch() >= 0
                && asked.lastFetchedEpoch() < replica.epochOf(start)
                && replica.epochOf(start - 1) < 0;
    }

    private Permission ofConsumer(Served replica, FetchReader reader, FetchRequest.Partition asked) {
        if (replica.leads() && reader.mayReadFollowers()) {
            OptionalInt nearer = near.find(replica, reader.rack(), asked.fetchOffset());
            if (nearer.isPresent()) {
                return Permission.elsewhere(nearer.getAsInt());
            }
        }
        Permission wrong = offset(replica, asked);
        if (wrong == null) {
            return Permission.granted(limit(replica, reader), false);
        }
        if (!replica.leads() && asked.fetchOffset() >= replica.logStartOffset()) {
            // A follower that lags behind what the consumer has read does not know whether that was truncated
            // (KIP-392).
            return Permission.refused(ErrorCode.OFFSET_NOT_AVAILABLE);
        }
        // KIP-207: a new leader does not know yet how far is committed, so it must not say that something is not there.
        boolean mayCome = asked.fetchOffset() > replica.logEndOffset()
                && replica.leads()
                && !trustsOldCommit
                && replica.highWatermark() < replica.epochStart();
        return wrong.error() == ErrorCode.OFFSET_OUT_OF_RANGE && mayCome
                ? Permission.refused(ErrorCode.OFFSET_NOT_AVAILABLE)
                : wrong;
    }

    /** Returns whether what is appended may be news for a reader before it is committed. */
    boolean seesUncommitted(FetchReader reader) {
        return reader.isFollower() || reader.committedOnly() || leaderGivesAll || followerGivesAll;
    }

    private long limit(Served replica, FetchReader reader) {
        if (replica.leads() ? leaderGivesAll : followerGivesAll) {
            return replica.logEndOffset();
        }
        return reader.committedOnly() ? replica.lastStableOffset() : replica.highWatermark();
    }

    /**
     * Returns what is wrong with an offset; null where the log has it and all of the reader's log is a part of it. What
     * was deleted comes first: where that is, epochs may be forgotten that the reader still has.
     */
    private static @Nullable Permission offset(Served replica, FetchRequest.Partition asked) {
        if (asked.fetchOffset() < replica.logStartOffset()) {
            return Permission.refused(ErrorCode.OFFSET_OUT_OF_RANGE);
        }
        Optional<EpochEnd> parts = replica.divergence(asked.lastFetchedEpoch(), asked.fetchOffset());
        if (parts.isPresent()) {
            // Where no epoch is known there is nothing to truncate to.
            return parts.get().endOffset() < 0
                    ? Permission.refused(ErrorCode.OFFSET_OUT_OF_RANGE)
                    : Permission.diverges(parts.get());
        }
        return asked.fetchOffset() > replica.logEndOffset() ? Permission.refused(ErrorCode.OFFSET_OUT_OF_RANGE) : null;
    }
}
