package io.waybill.wire.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which configurations were changed.
 *
 * @param resources an entry for each topic or broker
 */
public record AlterConfigsResponse(List<Resource> resources) implements Response {

    /** Copies its lists. */
    public AlterConfigsResponse {
        resources = List.copyOf(resources);
    }

    @Override
    public Api api() {
        return Api.ALTER_CONFIGS;
    }

    /**
     * A topic or broker and its configurations.
     *
     * @param error what went wrong
     * @param errorMessage what went wrong, in words
     * @param resourceType 2 a topic, 4 a broker
     * @param resourceName the name of the topic or the id of the broker
     */
    public record Resource(ErrorCode error, @Nullable String errorMessage, byte resourceType, String resourceName) {}
}
