package io.waybill.broker.node;

import io.waybill.broker.fetching.FetchSettings;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.ReplicaConfig;
import java.util.function.Supplier;

/** How followers fetch as it is configured now, looked up once for each state of the metadata: every fetch asks. */
final class LatestFetchSettings implements Supplier<FetchSettings> {

    private final MetadataImage image;
    private final ReplicaConfig config;
    private FetchSettings known;
    private long version;

    LatestFetchSettings(MetadataImage image, ReplicaConfig config) {
        this.image = image;
        this.config = config;
        this.known = FetchSettings.of(config::ofBroker);
        this.version = image.version();
    }

    @Override
    public FetchSettings get() {
        long now = image.version();
        if (now != version) {
            known = FetchSettings.of(config::ofBroker);
            version = now;
        }
        return known;
    }
}
