package io.waybill.server.process;

import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.rpc.RequestWatch;
import io.waybill.server.metrics.NodeMeters;
import io.waybill.server.process.NodeLog.Level;
import io.waybill.wire.message.ErrorCode;
import java.util.List;

/**
 * Says what happens inside a node that an operator should know, counts what he may want to plot, and sees when the node
 * is ready. Used on its loops: what concerns one replica on the loop that owns it, and a request on the loop of its
 * connection, all else on the first.
 */
final class NodeWatch implements BrokerListener {

    private final NodeConfig config;
    private final NodeLog log;
    private final NodeMeters meters;
    private final Runnable ready;

    /**
     * Makes one.
     *
     * @param ready is called whenever the node may have become ready
     */
    NodeWatch(NodeConfig config, NodeLog log, NodeMeters meters, Runnable ready) {
        this.config = config;
        this.log = log;
        this.meters = meters;
        this.ready = ready;
    }

    @Override
    public ReplicaListener replica(TopicPartition partition) {
        return new ReplicaWatch(partition);
    }

    @Override
    public RequestWatch clientRequests() {
        return meters.clientRequests();
    }

    @Override
    public RequestWatch controllerRequests() {
        return meters.controllerRequests();
    }

    @Override
    public MetadataListener metadata() {
        // Who only votes is ready when somebody leads.
        return (image, changes) -> {
            if (!config.isBroker() && image.controller() >= 0) {
                ready.run();
            }
        };
    }

    @Override
    public void onRegistered(long brokerEpoch) {
        log.write(log.line(Level.INFO, "registered").with("brokerEpoch", brokerEpoch));
    }

    @Override
    public void onFenced(boolean fenced) {
        meters.fenced(fenced);
        log.write(log.line(fenced ? Level.WARN : Level.INFO, fenced ? "fenced" : "unfenced"));
        if (!fenced) {
            ready.run();
        }
    }

    @Override
    public void onActiveController(long controllerEpoch) {
        log.write(log.line(Level.INFO, "activeController").with("controllerEpoch", controllerEpoch));
    }

    @Override
    public void onStopped() {
        log.write(log.line(Level.INFO, "handedOver"));
    }

    /** One replica: leadership, in-sync replicas, repeated batches, truncations and its end. */
    private final class ReplicaWatch implements ReplicaListener {

        private final TopicPartition partition;
        private List<Integer> knownIsr = List.of();
        private long end;
        private boolean isOffline;
        private boolean saidTooFew;

        ReplicaWatch(TopicPartition partition) {
            this.partition = partition;
        }

        private JsonLine line(Level level, String event) {
            return log.line(level, event).with("topic", partition.topic()).with("partition", partition.partition());
        }

        @Override
        public void opened(long logStart, long logEnd, long highWatermark) {
            end = logEnd;
        }

        @Override
        public void leads(int leaderEpoch, long logEnd, List<Integer> isr) {
            knownIsr = List.copyOf(isr);
            saidTooFew = false;
            meters.leads();
            log.write(line(Level.INFO, "leads")
                    .with("leaderEpoch", leaderEpoch)
                    .with("logEnd", logEnd)
                    .with("isr", isr));
        }

        @Override
        public void leadsUncleanly(int leaderEpoch) {
            log.write(line(Level.WARN, "leadsUncleanly").with("leaderEpoch", leaderEpoch));
        }

        @Override
        public void follows(int leaderEpoch, int leader) {
            log.write(line(leader < 0 ? Level.WARN : Level.INFO, leader < 0 ? "leaderless" : "follows")
                    .with("leaderEpoch", leaderEpoch)
                    .with("leader", leader));
        }

        @Override
        public void inSync(int leaderEpoch, int partitionEpoch, List<Integer> isr, List<Integer> maximal) {
            if (!knownIsr.equals(isr)) {
                meters.isrChanged(knownIsr, isr);
                log.write(line(isr.size() < knownIsr.size() ? Level.WARN : Level.INFO, "inSyncReplicas")
                        .with("leaderEpoch", leaderEpoch)
                        .with("isr", isr)
                        .with("before", knownIsr));
                knownIsr = List.copyOf(isr);
                saidTooFew = false;
            }
        }

        @Override
        public void appended(long baseOffset, long lastOffset, int leaderEpoch, int crc) {
            end = lastOffset + 1;
        }

        @Override
        public void grew(long records, long bytes) {
            meters.appended(records, bytes);
        }

        @Override
        public void sentAgain(long lastOffset) {
            log.write(line(Level.INFO, "sentAgain").with("lastOffset", lastOffset));
        }

        @Override
        public void refused(ErrorCode error) {
            if (error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER) {
                log.write(line(Level.WARN, "outOfSequence"));
            } else if (error == ErrorCode.NOT_ENOUGH_REPLICAS && !saidTooFew) {
                // Producers ask again and again.
                saidTooFew = true;
                log.write(line(Level.WARN, "tooFewInSync").with("isr", knownIsr));
            }
        }

        @Override
        public void truncated(long offset) {
            meters.truncated();
            log.write(line(Level.WARN, "truncated").with("to", offset).with("logEndBefore", end));
            end = offset;
        }

        @Override
        public void restarted(long offset) {
            meters.truncated();
            log.write(line(Level.WARN, "restarted").with("at", offset).with("logEndBefore", end));
            end = offset;
        }

        @Override
        public void offline(String reason) {
            if (!isOffline) {
                isOffline = true;
                meters.replicaOffline();
            }
            log.write(line(Level.ERROR, "offline").with("reason", reason));
        }

        @Override
        public void removed() {
            if (isOffline) {
                isOffline = false;
                meters.offlineReplicaRemoved();
            }
            log.write(line(Level.INFO, "removed"));
        }
    }
}
