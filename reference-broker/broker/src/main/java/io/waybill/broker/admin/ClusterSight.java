package io.waybill.broker.admin;

import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.rules.TopicNames;
import io.waybill.wire.message.ErrorCode;
import java.util.List;

/**
 * The cluster as this broker shows it to clients.
 *
 * @param broker this broker's id
 * @param clusterId the id of the cluster
 * @param image the metadata, which move on
 */
record ClusterSight(int broker, String clusterId, MetadataImage image) {

    private static final int UNKNOWN = -1;

    /** Returns whether a broker can be spoken to: registered and not fenced. */
    boolean isAlive(int id) {
        return image.broker(id)
                .filter(it -> !it.fenced() && !it.endpoints().isEmpty())
                .isPresent();
    }

    /** Returns all that can be spoken to, by id. */
    List<BrokerRegistration> alive() {
        return image.brokers().stream().filter(it -> isAlive(it.id())).toList();
    }

    /**
     * Returns whom clients should send what is for the controller: any broker forwards it, so this one, where it is
     * alive (KIP-590).
     */
    int controllerForClients() {
        if (isAlive(broker)) {
            return broker;
        }
        return alive().stream().mapToInt(BrokerRegistration::id).findFirst().orElse(UNKNOWN);
    }

    /** Returns the leader of a partition, -1 where nobody leads or who does is not there. */
    int leader(PartitionState state) {
        return state.hasLeader() && isAlive(state.leader()) ? state.leader() : PartitionState.NOBODY;
    }

    /** Returns the replicas whose brokers are not there. */
    List<Integer> offline(PartitionState state) {
        return state.replicas().stream().filter(id -> !isAlive(id)).toList();
    }

    /** Returns those whose brokers are there. */
    List<Integer> online(List<Integer> brokers) {
        return brokers.stream().filter(this::isAlive).toList();
    }

    /** Returns why there is nothing to say of a topic of a name that does not exist. */
    static ErrorCode missing(String name) {
        return TopicNames.problem(name).isPresent()
                ? ErrorCode.INVALID_TOPIC_EXCEPTION
                : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }
}
