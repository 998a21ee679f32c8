package io.waybill.simulation.quorum;

import io.waybill.raft.machine.Ledger;
import io.waybill.raft.machine.StateMachine;
import io.waybill.simulation.quorum.client.Ends;
import java.nio.ByteBuffer;

/** A ledger of which the harness knows how far it has come. */
final class WatchedLedger implements StateMachine {

    private final Ledger ledger;
    private final int partitions;
    private final Ends ends;

    WatchedLedger(int partitions, Ends ends) {
        this.ledger = new Ledger(partitions);
        this.partitions = partitions;
        this.ends = ends;
    }

    @Override
    public ByteBuffer apply(long index, ByteBuffer command) {
        ByteBuffer result = ledger.apply(index, command);
        for (int partition = 0; partition < partitions; partition++) {
            ends.applied(partition, ledger.endOffset(partition));
        }
        return result;
    }

    @Override
    public ByteBuffer query(ByteBuffer query) {
        return ledger.query(query);
    }

    @Override
    public ByteBuffer snapshot() {
        return ledger.snapshot();
    }

    @Override
    public void restore(ByteBuffer snapshot) {
        ledger.restore(snapshot);
    }

    @Override
    public long digest() {
        return ledger.digest();
    }
}
