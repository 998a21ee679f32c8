package io.waybill.simulation.cluster;

import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.raft.node.RaftListener;
import io.waybill.simulator.World;
import io.waybill.wire.message.ErrorCode;
import java.util.List;

/**
 * Tells two what a node tells of itself, and the trace what people read of it.
 *
 * @param first is told before the second
 * @param quorum is told of the node as a member of the quorum
 * @param traced whether somebody reads the trace
 */
record BothListeners(
        World world, int node, BrokerListener first, BrokerListener second, RaftListener quorum, boolean traced)
        implements BrokerListener {

    @Override
    public ReplicaListener replica(TopicPartition partition) {
        return new Replicas(first.replica(partition), second.replica(partition));
    }

    @Override
    public MetadataListener metadata() {
        return new Metadata(first.metadata(), second.metadata());
    }

    @Override
    public void onRegistered(long brokerEpoch) {
        first.onRegistered(brokerEpoch);
        second.onRegistered(brokerEpoch);
    }

    @Override
    public void onFenced(boolean fenced) {
        first.onFenced(fenced);
        second.onFenced(fenced);
    }

    @Override
    public void onActiveController(long controllerEpoch) {
        first.onActiveController(controllerEpoch);
        second.onActiveController(controllerEpoch);
    }

    @Override
    public void onStopped() {
        first.onStopped();
        second.onStopped();
    }

    @Override
    public boolean traces() {
        return traced;
    }

    @Override
    public void trace(String line) {
        world.note(node, () -> line);
    }

    /** The same for the metadata. */
    private record Metadata(MetadataListener first, MetadataListener second) implements MetadataListener {

        @Override
        public void changed(MetadataImage image, List<MetadataChange> changes) {
            first.changed(image, changes);
            second.changed(image, changes);
        }

        @Override
        public void applied(MetadataImage image, MetadataCommand command, CommandResult result) {
            first.applied(image, command, result);
            second.applied(image, command, result);
        }
    }

    /** The same for a replica. */
    private record Replicas(ReplicaListener first, ReplicaListener second) implements ReplicaListener {

        @Override
        public void opened(long logStart, long logEnd, long highWatermark) {
            first.opened(logStart, logEnd, highWatermark);
            second.opened(logStart, logEnd, highWatermark);
        }

        @Override
        public void found(long baseOffset, long lastOffset, int leaderEpoch, int crc) {
            first.found(baseOffset, lastOffset, leaderEpoch, crc);
            second.found(baseOffset, lastOffset, leaderEpoch, crc);
        }

        @Override
        public void leads(int leaderEpoch, long logEnd, List<Integer> isr) {
            first.leads(leaderEpoch, logEnd, isr);
            second.leads(leaderEpoch, logEnd, isr);
        }

        @Override
        public void leadsUncleanly(int leaderEpoch) {
            first.leadsUncleanly(leaderEpoch);
            second.leadsUncleanly(leaderEpoch);
        }

        @Override
        public void follows(int leaderEpoch, int leader) {
            first.follows(leaderEpoch, leader);
            second.follows(leaderEpoch, leader);
        }

        @Override
        public void inSync(int leaderEpoch, int partitionEpoch, List<Integer> isr, List<Integer> maximal) {
            first.inSync(leaderEpoch, partitionEpoch, isr, maximal);
            second.inSync(leaderEpoch, partitionEpoch, isr, maximal);
        }

        @Override
        public void appended(long baseOffset, long lastOffset, int leaderEpoch, int crc) {
            first.appended(baseOffset, lastOffset, leaderEpoch, crc);
            second.appended(baseOffset, lastOffset, leaderEpoch, crc);
        }

        @Override
        public void grew(long records, long bytes) {
            first.grew(records, bytes);
            second.grew(records, bytes);
        }

        @Override
        public void sentAgain(long lastOffset) {
            first.sentAgain(lastOffset);
            second.sentAgain(lastOffset);
        }

        @Override
        public void refused(ErrorCode error) {
            first.refused(error);
            second.refused(error);
        }

        @Override
        public void written(long offset) {
            first.written(offset);
            second.written(offset);
        }

        @Override
        public void flushed(long offset) {
            first.flushed(offset);
            second.flushed(offset);
        }

        @Override
        public void truncated(long offset) {
            first.truncated(offset);
            second.truncated(offset);
        }

        @Override
        public void restarted(long offset) {
            first.restarted(offset);
            second.restarted(offset);
        }

        @Override
        public void deletedBefore(long offset) {
            first.deletedBefore(offset);
            second.deletedBefore(offset);
        }

        @Override
        public void highWatermark(long offset) {
            first.highWatermark(offset);
            second.highWatermark(offset);
        }

        @Override
        public void acknowledged(long lastOffset, int acks) {
            first.acknowledged(lastOffset, acks);
            second.acknowledged(lastOffset, acks);
        }

        @Override
        public void served(long firstOffset, long endOffset, long highWatermark) {
            first.served(firstOffset, endOffset, highWatermark);
            second.served(firstOffset, endOffset, highWatermark);
        }

        @Override
        public void offline(String reason) {
            first.offline(reason);
            second.offline(reason);
        }

        @Override
        public void removed() {
            first.removed();
            second.removed();
        }
    }
}
