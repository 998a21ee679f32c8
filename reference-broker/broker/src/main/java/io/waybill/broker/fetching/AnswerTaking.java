package io.waybill.broker.fetching;

import io.waybill.log.batch.RecordBatch;
import io.waybill.log.epoch.EpochEnd;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.Refusal;
import io.waybill.rpc.RpcChannel;
import io.waybill.wire.message.FetchResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does to a follower's log what its leader has answered. */
final class AnswerTaking {

    private static final int SHORT_RESTS = 4;

    private final FetchContext context;
    private final LongSupplier backoffNanos;
    private final OffsetQuestion offsets;

    AnswerTaking(FetchContext context, LongSupplier backoffNanos, Supplier<Optional<RpcChannel>> channel) {
        this.context = context;
        this.backoffNanos = backoffNanos;
        this.offsets = new OffsetQuestion(context, channel);
    }

    /** Takes one replica's part. Returns whether there were records in it. */
    boolean take(Round.Asked asked, FetchResponse.Partition answer) {
        if (!asked.isCurrent()) {
            // It follows somebody else by now, or in another epoch: what this leader has may not be what that one has.
            context.probes().lateAnswer.hit();
            return false;
        }
        Follower follower = asked.follower();
        switch (answer.error()) {
            case NONE -> {
                return takeSound(asked, answer);
            }
            case OFFSET_OUT_OF_RANGE -> outOfRange(follower);
            case FENCED_LEADER_EPOCH -> {
                context.probes().leaderFences.hit();
                rest(follower);
            }
            case UNKNOWN_LEADER_EPOCH -> {
                context.probes().leaderBehind.hit();
                rest(follower);
            }
            default -> rest(follower);
        }
        return false;
    }

    /**
     * The metadata will say who leads, or the leader will have caught up with them. After an election that is mostly a
     * matter of moments, and until then nothing is committed: the first rests are short.
     */
    private void rest(Follower follower) {
        int halvings = Math.max(0, SHORT_RESTS + 1 - follower.nextFailure());
        follower.rest(backoffNanos.getAsLong() >> halvings);
    }

    private boolean takeSound(Round.Asked asked, FetchResponse.Partition answer) {
        Follower follower = asked.follower();
        FetchResponse.DivergingEpoch parts = answer.divergingEpoch();
        if (parts.epoch() >= 0 || parts.endOffset() >= 0) {
            diverges(follower, new EpochEnd(parts.epoch(), parts.endOffset()), answer.logStartOffset());
            return false;
        }
        follower.agrees();
        ByteBuffer records = answer.records() == null ? null : answer.records().bytes();
        if (records != null && records.hasRemaining()) {
            return append(follower, records, answer);
        }
        takeOffsets(follower.replica(), answer);
        follower.awaitPromise();
        return false;
    }

    /**
     * The logs part (KIP-595). What comes after the last common epoch goes, and it asks again: the leader may have
     * written even less of an epoch that both know (KIP-279).
     *
     * <p>Where nothing of the own log is left, after an unclean election, it begins where the leader's does. What the
     * leader has before the place where they part would be missing here else, and lost where this replica leads next.
     */
    private void diverges(Follower follower, EpochEnd leaderEnd, long leaderStart) {
        Followed replica = follower.replica();
        long to = replica.truncationOffset(leaderEnd);
        if (context.flaws().truncatesOnce()) {
            follower.ignoreEpochs();
        }
        if (to >= replica.logEndOffset()) {
            // Only a flaw, here or there, gets nothing out of a divergence.
            rest(follower);
            return;
        }
        context.probes().truncates.hit();
        if (follower.nextRound() == 2) {
            context.probes().truncatesAgain.hit();
        }
        if (to < replica.logStartOffset() && leaderStart >= 0 && leaderStart < to) {
            context.probes().restarts.hit();
            follower.change(done -> replica.restartAt(leaderStart, done));
        } else {
            follower.change(done -> replica.truncateTo(to, done));
        }
    }

    private boolean append(Follower follower, ByteBuffer records, FetchResponse.Partition answer) {
        Followed replica = follower.replica();
        long before = replica.logEndOffset();
        return replica.append(records)
                .match(
                        appended -> {
                            takeOffsets(replica, answer);
                            if (appended.lastOffset() < before) {
                                rest(follower); // not one whole batch: it would be asked for again at once
                                return false;
                            }
                            follower.awaitPromise();
                            return true;
                        },
                        duplicate -> false,
                        refused -> refused(follower, records, answer, refused));
    }

    /** What is committed, and what is deleted at the leader, moves after the records: neither may go beyond the log. */
    private static void takeOffsets(Followed replica, FetchResponse.Partition answer) {
        replica.commitTo(answer.highWatermark());
        long start = answer.logStartOffset();
        if (start > replica.logStartOffset() && start <= replica.highWatermark()) {
            replica.deleteBefore(start, () -> {});
        }
    }

    private boolean refused(
            Follower follower, ByteBuffer records, FetchResponse.Partition answer, AppendOutcome.Refused refused) {
        Followed replica = follower.replica();
        Long base = refused.reason() == Refusal.NOT_CONTIGUOUS ? earlierBase(replica, records) : null;
        if (base == null) {
            context.probes().refusesRecords.hit();
            rest(follower);
            return false;
        }
        beginAt(base, follower, records, answer);
        return true;
    }

    /**
     * A leader's start may lie within a batch, and a follower that begins there is given that batch as a whole. So it
     * begins with the batch, and deletes what its leader has deleted. It has to keep what it was given: if it asked
     * from the batch's first offset, it would be out of range.
     */
    private void beginAt(long base, Follower follower, ByteBuffer records, FetchResponse.Partition answer) {
        context.probes().restartsWithinBatch.hit();
        Followed replica = follower.replica();
        long term = follower.term();
        follower.change(done -> replica.restartAt(base, () -> {
            boolean isAppended =
                    follower.term() == term && replica.append(records).match(it -> true, it -> false, it -> false);
            if (isAppended) {
                takeOffsets(replica, answer);
            }
            done.run();
        }));
    }

    /** Returns where the first batch begins, if that is before an empty log; null otherwise. */
    private static @Nullable Long earlierBase(Followed replica, ByteBuffer records) {
        boolean isEmpty = replica.logStartOffset() == replica.logEndOffset();
        RecordBatch first = new RecordBatch(records);
        if (!isEmpty || !first.hasHeader()) {
            return null;
        }
        return first.baseOffset() < replica.logEndOffset() && first.nextOffset() > replica.logEndOffset()
                ? first.baseOffset()
                : null;
    }

    private void outOfRange(Follower follower) {
        long term = follower.term();
        offsets.ask(follower, bounds -> {
            if (follower.term() != term) {
                context.probes().lateAnswer.hit();
            } else if (bounds == null) {
                rest(follower);
            } else {
                act(follower, bounds);
            }
        });
    }

    private void act(Follower follower, OffsetQuestion.Bounds leader) {
        Followed replica = follower.replica();
        var what =
                OutOfRange.decide(replica.logStartOffset(), replica.logEndOffset(), leader.logStart(), leader.logEnd());
        switch (what.step()) {
            case RESTART -> {
                context.probes().restarts.hit();
                follower.change(done -> replica.restartAt(what.offset(), done));
            }
            case TRUNCATE -> {
                if (context.flaws().neverTruncates()) {
                    rest(follower);
                    return;
                }
                context.probes().truncatesByRange.hit();
                follower.change(done -> replica.truncateTo(what.offset(), done));
            }
            case ASK_AGAIN -> rest(follower);
        }
    }
}
