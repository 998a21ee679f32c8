package io.waybill.broker.data;

import io.waybill.broker.watch.TopicPartition;
import java.util.Optional;

/** The replicas that a broker has. */
public interface LocalReplicas {

    /** Returns a replica that is open and has not failed; empty where there is none. */
    Optional<Served> find(TopicPartition partition);

    /** Returns whether a replica should be there and cannot serve: its log has failed. */
    boolean isOffline(TopicPartition partition);
}
