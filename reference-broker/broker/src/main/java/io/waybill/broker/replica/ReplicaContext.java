package io.waybill.broker.replica;

import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.environment.Environment;

/**
 * What all replicas of a broker share.
 *
 * @param image the metadata as this broker knows them, which move on
 * @param config what is configured now
 * @param highWatermarks what is written down of them
 * @param owned which of the node's partitions are this loop's
 * @param following who fetches for those that follow
 * @param isrChannel the way of proposals to the active controller
 * @param logs is told when one of them cannot be trusted
 * @param mutants what is wrong on purpose
 * @param probes the moments to notice
 */
record ReplicaContext(
        Environment environment,
        MetadataImage image,
        ReplicaConfig config,
        WatermarkStore highWatermarks,
        Ownership owned,
        Following following,
        IsrChannel isrChannel,
        LogsListener logs,
        BrokerMutants mutants,
        ReplicaProbes probes) {

    int broker() {
        return environment.node();
    }

    long nanos() {
        return environment.clock().nanos();
    }

    long wallMillis() {
        return environment.clock().wallMillis();
    }
}
