package io.waybill.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks which APIs and versions the broker answers; the first request of a connection.
 *
 * @param clientSoftwareName the name of the client library (version 3+)
 * @param clientSoftwareVersion the version of the client library (version 3+)
 * @param clusterId the id of the cluster (version 5+)
 * @param nodeId the id of the node (version 5+)
 */
public record ApiVersionsRequest(
        String clientSoftwareName,
        String clientSoftwareVersion,
        @Nullable String clusterId,
        int nodeId) implements Request {

    /** What is known of a client that asked in a version that nobody here knows. */
    public static final ApiVersionsRequest UNKNOWN = new ApiVersionsRequest("", "", null, -1);

    @Override
    public Api api() {
        return Api.API_VERSIONS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.apiVersions(this);
    }
}
