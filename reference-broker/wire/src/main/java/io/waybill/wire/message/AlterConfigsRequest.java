package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each of some resources these configurations and no others: what it does not name gets its default back.
 *
 * @param resources an entry for each topic or broker
 * @param validateOnly true to check without changing anything
 */
public record AlterConfigsRequest(List<Resource> resources, boolean validateOnly) implements Request {

    /** Copies its lists. */
    public AlterConfigsRequest {
        resources = List.copyOf(resources);
    }

    @Override
    public Api api() {
        return Api.ALTER_CONFIGS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.alterConfigs(this);
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
     * @param value the value, null for the default
     */
    public record Config(String name, @Nullable String value) {}
}
