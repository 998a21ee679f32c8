package io.waybill.raft;

import io.waybill.raft.Progress.Mode;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.SnapshotChunk;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.message.SnapshotLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses what a leader sends to each follower next. */
final class Sender {

    private final CoreState state;
    private @Nullable SnapshotLabel label;

    Sender(CoreState state) {
        this.state = state;
    }

    /** Sends a follower what is next, as far as its window allows. */
    void send(Progress to) {
        while (!to.waits) {
            if (to.mode == Mode.SNAPSHOT) {
                sendChunk(to);
                return;
            }
            long previous = to.next - 1;
            long previousTerm = state.log.termAt(previous);
            if (previousTerm < 0) {
                var snapshot = state.snapshot;
                if (snapshot == null) {
                    state.probes.always(
                            false,
                            "what the log has dropped is in a snapshot",
                            () -> "entry " + previous + " is before " + state.log.firstIndex()
                                    + " and there is no snapshot");
                    return;
                }
                to.sendSnapshot(snapshot.index());
                continue;
            }
            if (to.mode == Mode.REPLICATE) {
                if (to.next > state.log.lastIndex()) {
                    return;
                }
                if (to.isFull()) {
                    state.hits.windowFull.hit();
                    return;
                }
            }
            var entries = batchFrom(to.next);
            to.told = Math.min(state.commitIndex, previous + entries.size());
            state.durability.sendAfterState(
                    to.node,
                    new AppendRequest(
                            state.self, state.term, previous, previousTerm, to.told, state.log.lastIndex(), entries));
            if (to.mode == Mode.PROBE) {
                to.waits = true;
            } else {
                if (to.isIdle()) {
                    to.progressNanos = state.now;
                }
                to.next += entries.size();
                to.sent(to.next - 1);
            }
        }
    }

    private List<Entry> batchFrom(long first) {
        long last = state.log.lastIndex();
        if (first > last) {
            return List.of();
        }
        var limits = state.settings.limits();
        int most = state.hits.tinyBatch.fires() ? 1 : limits.batchEntries();
        var entries = new ArrayList<Entry>((int) Math.min(most, last - first + 1));
        int sizeBytes = 0;
        for (long index = first; index <= last && entries.size() < most && sizeBytes < limits.batchBytes(); index++) {
            var entry = state.log.get(index);
            entries.add(entry);
            sizeBytes += entry.sizeBytes();
        }
        return entries;
    }

    private void sendChunk(Progress to) {
        var snapshot = state.snapshot;
        if (snapshot == null) {
            return;
        }
        if (snapshot.index() != to.snapshotIndex) {
            to.sendSnapshot(snapshot.index());
        }
        var of = labelOf(snapshot);
        int chunkBytes = state.hits.tinyChunk.fires()
                ? 1 + state.settings.limits().chunkBytes() / 16
                : state.settings.limits().chunkBytes();
        int offset = Math.min(to.offset, of.sizeBytes());
        int sizeBytes = Math.min(chunkBytes, of.sizeBytes() - offset);
        var piece = snapshot.content().slice(snapshot.content().position() + offset, sizeBytes);
        state.durability.sendAfterState(to.node, new SnapshotChunk(state.self, state.term, of, offset, piece));
        to.progressNanos = state.now;
        to.waits = true;
    }

    private SnapshotLabel labelOf(SnapshotImage snapshot) {
        var known = label;
        if (known == null || known.index() != snapshot.index() || known.term() != snapshot.term()) {
            known = new SnapshotLabel(
                    snapshot.index(),
                    snapshot.term(),
                    snapshot.membership(),
                    snapshot.content().remaining(),
                    SnapshotAssembly.checksumOf(snapshot.content()));
            label = known;
        }
        return known;
    }

    void tookChunk(Progress from, SnapshotReply reply) {
        if (from.mode != Mode.SNAPSHOT) {
            return;
        }
        if (reply.installed()) {
            from.probe(from.match + 1);
        } else if (reply.snapshotIndex() == from.snapshotIndex) {
            from.offset = reply.nextOffset();
            from.waits = false;
        } else {
            return;
        }
        send(from);
    }

    /** Goes back to where the logs may agree, a whole conflicting term at a time (Raft §5.3, last paragraphs). */
    void backOff(Progress to, AppendRefusal refusal) {
        long previous = refusal.previousIndex();
        boolean current =
                to.mode == Mode.PROBE ? previous == to.next - 1 : to.mode == Mode.REPLICATE && previous < to.next;
        if (!current || previous < 1) {
            return;
        }
        long next = refusal.conflictIndex();
        if (refusal.conflictTerm() > 0) {
            state.hits.backOffByTerm.hit();
            long mine = state.log.lastUpToTerm(refusal.conflictTerm(), previous - 1);
            if (state.log.termAt(mine) == refusal.conflictTerm()) {
                next = mine + 1;
            }
        } else {
            state.hits.backOffByEnd.hit();
        }
        next = Math.max(1, Math.min(next, previous));
        if (next <= to.match) {
            // It has lost what it acknowledged. Until it has caught up its vote does not count, so nothing is lost yet.
            state.hits.matchTakenBack.hit();
            to.match = next - 1;
        }
        to.probe(next);
        send(to);
    }

    /** After a sign of life: asks again where an answer is long overdue, and goes on where there is more to send. */
    void nudge(Progress to) {
        boolean overdue =
                state.now - to.progressNanos >= state.settings.timing().electionMinNanos();
        if (to.mode == Mode.PROBE) {
            to.waits = false;
        } else if (to.mode == Mode.SNAPSHOT && overdue) {
            to.waits = false;
        } else if (to.mode == Mode.REPLICATE && !to.isIdle() && overdue) {
            to.probe(to.match + 1);
            to.progressNanos = state.now;
        }
        send(to);
    }

    void disconnected(Progress to) {
        if (to.mode == Mode.SNAPSHOT) {
            to.waits = false;
        } else {
            to.probe(to.match + 1);
        }
    }
}
