package io.waybill.simulation.invariant.broker;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.simulator.WorldListener.Ending;
import java.util.ArrayList;
import java.util.List;

/** A broker that says what a test wants it to say of its replica. */
final class PretendedBroker {

    private final int node;
    private final BrokerInvariants invariants;
    private final List<Batch> log = new ArrayList<>();
    private BrokerListener listener;
    private ReplicaListener replica = ReplicaListener.NONE;
    private int leaderEpoch;
    private long end;
    private long known;

    private record Batch(long base, long last, int epoch, int crc) {}

    PretendedBroker(int node, BrokerInvariants invariants) {
        this.node = node;
        this.invariants = invariants;
        this.listener = invariants.listenerOf(node);
    }

    BrokerListener node() {
        return listener;
    }

    void sees(MetadataImage image, List<MetadataChange> changes) {
        listener.metadata().changed(image, changes);
        ran();
    }

    /** Its log is opened, as its former life left it. */
    PretendedBroker open() {
        replica = listener.replica(PretendedCluster.PARTITION);
        replica.opened(0, end, Math.min(known, end));
        log.forEach(each -> replica.found(each.base, each.last, each.epoch, each.crc));
        return ran();
    }

    PretendedBroker lead(int epoch) {
        leaderEpoch = epoch;
        replica.leads(epoch, end, List.of(1, 2, 3));
        return ran();
    }

    PretendedBroker follow(int epoch, int leader) {
        leaderEpoch = epoch;
        replica.follows(epoch, leader);
        return ran();
    }

    PretendedBroker append(long base, long last, int epoch) {
        return append(base, last, epoch, (int) base);
    }

    PretendedBroker append(long base, long last, int epoch, int crc) {
        log.add(new Batch(base, last, epoch, crc));
        end = last + 1;
        replica.appended(base, last, epoch, crc);
        return ran();
    }

    /** The disk takes what was appended, and does not flush it. */
    PretendedBroker write() {
        replica.written(end);
        return ran();
    }

    void applies(MetadataImage image, MetadataCommand command, CommandResult result) {
        listener.metadata().applied(image, command, result);
    }

    PretendedBroker sync() {
        replica.flushed(end);
        return ran();
    }

    PretendedBroker commit(long offset) {
        known = offset;
        replica.highWatermark(offset);
        return ran();
    }

    PretendedBroker truncate(long offset) {
        log.removeIf(each -> each.last >= offset);
        end = offset;
        replica.truncated(offset);
        return ran();
    }

    PretendedBroker restart(long offset) {
        log.clear();
        end = offset;
        replica.restarted(offset);
        return ran();
    }

    PretendedBroker delete(long offset) {
        replica.deletedBefore(offset);
        return ran();
    }

    PretendedBroker goOffline() {
        replica.offline("damaged");
        return ran();
    }

    PretendedBroker inSync(int partitionEpoch, List<Integer> isr, List<Integer> maximal) {
        replica.inSync(leaderEpoch, partitionEpoch, isr, maximal);
        return ran();
    }

    PretendedBroker acknowledge(long lastOffset, int acks) {
        replica.acknowledged(lastOffset, acks);
        return ran();
    }

    PretendedBroker serve(long endOffset) {
        replica.served(0, endOffset, known);
        return ran();
    }

    /** Its life ends, its log from an offset on is lost, and it begins anew. */
    PretendedBroker comesBack(Ending ending, long lostFrom) {
        invariants.ended(node, ending);
        log.removeIf(each -> each.last >= lostFrom);
        end = Math.min(end, lostFrom);
        listener = invariants.listenerOf(node);
        return open();
    }

    /** As {@link #comesBack}, and its last batch is another than it was. */
    PretendedBroker comesBackWith(int crc) {
        Batch last = log.remove(log.size() - 1);
        log.add(new Batch(last.base, last.last, last.epoch, crc));
        return comesBack(Ending.KILL, end);
    }

    private PretendedBroker ran() {
        invariants.ran(node);
        return this;
    }
}
