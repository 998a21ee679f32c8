package io.waybill.wire.message;

import java.util.List;

/**
 * Which APIs and versions the broker answers, and which features the cluster has agreed on.
 *
 * @param error what went wrong
 * @param apis the APIs that are answered, with their versions
 * @param supportedFeatures the features that the broker supports (version 3+)
 * @param finalizedFeaturesEpoch grows with each agreement on features, -1 where unknown (version 3+)
 * @param finalizedFeatures the features that the cluster has agreed on (version 3+)
 */
public record ApiVersionsResponse(
        ErrorCode error,
        List<ApiRange> apis,
        List<SupportedFeature> supportedFeatures,
        long finalizedFeaturesEpoch,
        List<FinalizedFeature> finalizedFeatures)
        implements Response {

    /** Copies its lists. */
    public ApiVersionsResponse {
        apis = List.copyOf(apis);
        supportedFeatures = List.copyOf(supportedFeatures);
        finalizedFeatures = List.copyOf(finalizedFeatures);
    }

    @Override
    public Api api() {
        return Api.API_VERSIONS;
    }

    /**
     * A feature and the level agreed on.
     *
     * @param name the name
     * @param maxVersionLevel the newest level agreed on
     * @param minVersionLevel the oldest level agreed on
     */
    public record FinalizedFeature(String name, short maxVersionLevel, short minVersionLevel) {}

    /**
     * A feature and the levels supported.
     *
     * @param name the name
     * @param minVersion the oldest version, inclusive
     * @param maxVersion the newest version, inclusive
     */
    public record SupportedFeature(String name, short minVersion, short maxVersion) {}

    /**
     * One API and its versions.
     *
     * @param key the API's number
     * @param minVersion the oldest version, inclusive
     * @param maxVersion the newest version, inclusive
     */
    public record ApiRange(short key, short minVersion, short maxVersion) {}
}
