package io.waybill.broker.node;

import io.waybill.broker.data.DataHandlers;
import io.waybill.broker.fetching.Fetchers;
import io.waybill.broker.fetching.ReplicaView;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.Following;
import io.waybill.broker.replica.Partitions;
import io.waybill.broker.replica.ReplicaConfig;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What every loop of a broker has of its own: replicas, who fetches for them, and who answers about them. */
final class LoopRole {

    private final ReplicaConfig config;
    private final Fetchers fetchers;
    private final Partitions partitions;
    private final DataHandlers data;

    /**
     * Makes it; there are no replicas yet.
     *
     * @param image the metadata as this loop knows them, which move on
     * @param epoch of the broker's life as this loop knows it; -1 where it has none
     * @param replicas makes the replicas, for which these fetch
     */
    LoopRole(
            Environment environment,
            BrokerSettings settings,
            MetadataImage image,
            LongSupplier epoch,
            Function<Following, Partitions> replicas) {
        this.config = new ReplicaConfig(
                environment.node(), image, settings.config(), settings.mutants().log());
        this.fetchers = new Fetchers(
                environment,
                broker -> endpoint(image, broker),
                epoch,
                new LatestFetchSettings(image, config),
                settings.mutants(),
                ReplicaView::new);
        this.partitions = replicas.apply(fetchers);
        this.data = new DataHandlers(environment, image, partitions, settings.mutants());
    }

    private static Optional<Endpoint> endpoint(MetadataImage image, int broker) {
        return image.broker(broker)
                .filter(known -> !known.endpoints().isEmpty())
                .map(known -> known.endpoints().get(0).address());
    }

    ReplicaConfig config() {
        return config;
    }

    Partitions partitions() {
        return partitions;
    }

    DataHandlers data() {
        return data;
    }

    /** Ends all fetching and closes all logs, for good; {@code done} once everything is on the disk. */
    void close(Runnable done) {
        fetchers.close();
        partitions.close(done);
    }
}
