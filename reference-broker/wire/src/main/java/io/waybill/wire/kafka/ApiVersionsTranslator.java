package io.waybill.wire.kafka;

import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;

/** ApiVersions, both ways. */
final class ApiVersionsTranslator
        implements Translator<
                ApiVersionsRequest, ApiVersionsRequestData, ApiVersionsResponse, ApiVersionsResponseData> {

    @Override
    public ApiVersionsRequest readRequest(ApiVersionsRequestData data, int version) {
        return new ApiVersionsRequest(
                data.clientSoftwareName(), data.clientSoftwareVersion(), data.clusterId(), data.nodeId());
    }

    @Override
    public ApiVersionsRequestData writeRequest(ApiVersionsRequest request, int version) {
        return new ApiVersionsRequestData()
                .setClientSoftwareName(request.clientSoftwareName())
                .setClientSoftwareVersion(request.clientSoftwareVersion())
                .setClusterId(request.clusterId())
                .setNodeId(request.nodeId());
    }

    @Override
    public ApiVersionsResponse readResponse(ApiVersionsResponseData data, int version) {
        return new ApiVersionsResponse(
                ErrorCode.of(data.errorCode()),
                Convert.list(data.apiKeys(), ApiVersionsTranslator::readResponseApiRange),
                Convert.list(data.supportedFeatures(), ApiVersionsTranslator::readResponseSupportedFeature),
                data.finalizedFeaturesEpoch(),
                Convert.list(data.finalizedFeatures(), ApiVersionsTranslator::readResponseFinalizedFeature));
    }

    @Override
    public ApiVersionsResponseData writeResponse(ApiVersionsResponse response, int version) {
        return new ApiVersionsResponseData()
                .setErrorCode(response.error().code())
                .setApiKeys(Convert.into(
                        new ApiVersionsResponseData.ApiVersionCollection(
                                response.apis().size() + 1),
                        response.apis(),
                        ApiVersionsTranslator::writeResponseApiRange))
                .setSupportedFeatures(Convert.into(
                        new ApiVersionsResponseData.SupportedFeatureKeyCollection(
                                response.supportedFeatures().size() + 1),
                        featuresOf(response, version),
                        ApiVersionsTranslator::writeResponseSupportedFeature))
                .setFinalizedFeaturesEpoch(response.finalizedFeaturesEpoch())
                .setFinalizedFeatures(Convert.into(
                        new ApiVersionsResponseData.FinalizedFeatureKeyCollection(
                                response.finalizedFeatures().size() + 1),
                        response.finalizedFeatures(),
                        ApiVersionsTranslator::writeResponseFinalizedFeature));
    }

    /** Without those that begin at level 0, for clients that cannot read them before version 4. KAFKA-17011. */
    private static List<ApiVersionsResponse.SupportedFeature> featuresOf(ApiVersionsResponse response, int version) {
        return version >= 4
                ? response.supportedFeatures()
                : response.supportedFeatures().stream()
                        .filter(feature -> feature.minVersion() > 0)
                        .toList();
    }

    private static ApiVersionsResponse.FinalizedFeature readResponseFinalizedFeature(
            ApiVersionsResponseData.FinalizedFeatureKey data) {
        return new ApiVersionsResponse.FinalizedFeature(data.name(), data.maxVersionLevel(), data.minVersionLevel());
    }

    private static ApiVersionsResponseData.FinalizedFeatureKey writeResponseFinalizedFeature(
            ApiVersionsResponse.FinalizedFeature finalizedFeature) {
        return new ApiVersionsResponseData.FinalizedFeatureKey()
                .setName(finalizedFeature.name())
                .setMaxVersionLevel(finalizedFeature.maxVersionLevel())
                .setMinVersionLevel(finalizedFeature.minVersionLevel());
    }

    private static ApiVersionsResponse.SupportedFeature readResponseSupportedFeature(
            ApiVersionsResponseData.SupportedFeatureKey data) {
        return new ApiVersionsResponse.SupportedFeature(data.name(), data.minVersion(), data.maxVersion());
    }

    private static ApiVersionsResponseData.SupportedFeatureKey writeResponseSupportedFeature(
            ApiVersionsResponse.SupportedFeature supportedFeature) {
        return new ApiVersionsResponseData.SupportedFeatureKey()
                .setName(supportedFeature.name())
                .setMinVersion(supportedFeature.minVersion())
                .setMaxVersion(supportedFeature.maxVersion());
    }

    private static ApiVersionsResponse.ApiRange readResponseApiRange(ApiVersionsResponseData.ApiVersion data) {
        return new ApiVersionsResponse.ApiRange(data.apiKey(), data.minVersion(), data.maxVersion());
    }

    private static ApiVersionsResponseData.ApiVersion writeResponseApiRange(ApiVersionsResponse.ApiRange apiRange) {
        return new ApiVersionsResponseData.ApiVersion()
                .setApiKey(apiRange.key())
                .setMinVersion(apiRange.minVersion())
                .setMaxVersion(apiRange.maxVersion());
    }
}
