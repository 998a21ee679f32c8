package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for configurations.
 *
 * @param resources an entry for each topic or broker
 * @param includeSynonyms whether the values that would apply otherwise are wanted
 * @param includeDocumentation whether documentation is wanted (version 3+)
 */
public record DescribeConfigsRequest(List<Resource> resources, boolean includeSynonyms, boolean includeDocumentation)
        implements Request {

    /** Copies its lists. */
    public DescribeConfigsRequest {
        resources = List.copyOf(resources);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_CONFIGS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.describeConfigs(this);
    }

    /**
     * A topic or broker and its configurations.
     *
     * @param resourceType 2 a topic, 4 a broker
     * @param resourceName the name of the topic or the id of the broker
     * @param configurationKeys the names asked for, null for all
     */
    public record Resource(
            byte resourceType,
            String resourceName,
            @Nullable List<String> configurationKeys) {

        /** Copies its lists. */
        public Resource {
            configurationKeys = configurationKeys == null ? null : List.copyOf(configurationKeys);
        }
    }
}
