package io.waybill.raft.node;

import io.waybill.raft.RaftCore;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.machine.AppliedOnce;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.raft.settings.RaftSettings;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The machine, up to where it has the log, and when it is time for a snapshot of it. */
final class MachineHost {

    private static final int EARLY = 8;

    private final AppliedOnce machine;
    private final int snapshotEntries;
    private final boolean losesTail;
    private long appliedIndex;
    private long appliedTerm;
    private long snapshotIndex;
    private boolean taking;
    private @Nullable ByteBuffer tailless;

    MachineHost(AppliedOnce machine, RaftSettings settings) {
        this.machine = machine;
        this.snapshotEntries = settings.limits().snapshotEntries();
        this.losesTail = settings.mutants().has(QuorumMutant.Q10);
    }

    long appliedIndex() {
        return appliedIndex;
    }

    long appliedTerm() {
        return appliedTerm;
    }

    long digest() {
        return machine.digest();
    }

    /** Applies the entry that follows, and returns the result of a command. */
    @Nullable
    ByteBuffer apply(Entry entry) {
        if (losesTail && entry.index() - snapshotIndex >= snapshotEntries) {
            tailless = machine.snapshot();
        }
        var result = entry.kind() == EntryKind.COMMAND ? machine.apply(entry.index(), entry.payload()) : null;
        appliedIndex = entry.index();
        appliedTerm = entry.term();
        return result;
    }

    ByteBuffer query(ByteBuffer query) {
        return machine.query(query);
    }

    void restore(SnapshotImage image) {
        machine.restore(image.content());
        appliedIndex = image.index();
        appliedTerm = image.term();
        snapshotIndex = image.index();
        tailless = null;
    }

    boolean wantsSnapshot(boolean early) {
        long since = appliedIndex - snapshotIndex;
        return !taking && since > 0 && since >= (early ? Math.max(1, snapshotEntries / EARLY) : snapshotEntries);
    }

    SnapshotImage snapshot(RaftCore core) {
        taking = true;
        var whole = tailless == null ? machine.snapshot() : tailless;
        tailless = null;
        return new SnapshotImage(appliedIndex, appliedTerm, core.membershipAt(appliedIndex), whole);
    }

    void taken(SnapshotImage image) {
        taking = false;
        snapshotIndex = Math.max(snapshotIndex, image.index());
    }
}
