package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configurations.
 *
 * @param resources an entry for each topic or broker
 */
public record DescribeConfigsResponse(List<Resource> resources) implements Response {

    /** Copies its lists. */
    public DescribeConfigsResponse {
        resources = List.copyOf(resources);
    }

    @Override
    public Api api() {
        return Api.DESCRIBE_CONFIGS;
    }

    /**
     * A topic or broker and its configurations.
     *
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     * @param resourceType 2 a topic, 4 a broker
     * @param resourceName the name of the topic or the id of the broker
     * @param configs configurations by name
     */
    public record Resource(
            ErrorCode error,
            @Nullable String errorMessage,
            byte resourceType,
            String resourceName,
            List<Config> configs) {

        /** Copies its lists. */
        public Resource {
            configs = List.copyOf(configs);
        }
    }

    /**
     * One configuration.
     *
     * @param name the name
     * @param value the value, null where there is none or it is secret
     * @param readOnly whether the value cannot be changed
     * @param configSource where the value comes from: 1 topic, 2 and 3 broker, 4 its file, 5 default
     * @param isSensitive whether the value is kept secret
     * @param synonyms the values that would apply, the strongest first
     * @param configType the type of the value: 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class,
     *     9 password (version 3+)
     * @param documentation what the configuration is for (version 3+)
     */
    public record Config(
            String name,
            @Nullable String value,
            boolean readOnly,
            byte configSource,
            boolean isSensitive,
            List<Synonym> synonyms,
            byte configType,
            @Nullable String documentation) {

        /** Copies its lists. */
        public Config {
            synonyms = List.copyOf(synonyms);
        }
    }

    /**
     * A value that would apply if no stronger one did.
     *
     * @param name the name
     * @param value the value, null where there is none or it is secret
     * @param source where the value comes from, as for the configuration
     */
    public record Synonym(String name, @Nullable String value, byte source) {}
}
