package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes configurations one by one.
 *
 * @param resources an entry for each topic or broker
 * @param validateOnly true to check without changing anything
 */
public record IncrementalAlterConfigsRequest(List<Resource> resources, boolean validateOnly) implements Request {

    /** Copies its lists. */
    public IncrementalAlterConfigsRequest {
        resources = List.copyOf(resources);
    }

    @Override
    public Api api() {
        return Api.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.incrementalAlterConfigs(this);
    }

    /**
     * A topic or broker and its configurations.
     *
     * @param resourceType 2 a topic, 4 a broker
     * @param resourceName the name of the topic or the id of the broker
     * @param configs configurations by name
     */
    public record Resource(byte resourceType, String resourceName, List<Config> configs) {

        /** Copies its lists. */
        public Resource {
            configs = List.copyOf(configs);
        }
    }

    /**
     * One configuration.
     *
     * @param name the name
     * @param configOperation 0 set, 1 delete, 2 append, 3 subtract
     * @param value the value, null where there is none or it is secret
     */
    public record Config(
            String name, byte configOperation, @Nullable String value) {}
}
