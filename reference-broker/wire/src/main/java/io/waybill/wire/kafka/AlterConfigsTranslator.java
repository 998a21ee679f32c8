package io.waybill.wire.kafka;

import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterConfigsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;

/** AlterConfigs, both ways. */
final class AlterConfigsTranslator
        implements Translator<
                AlterConfigsRequest, AlterConfigsRequestData, AlterConfigsResponse, AlterConfigsResponseData> {

    @Override
    public AlterConfigsRequest readRequest(AlterConfigsRequestData data, int version) {
        return new AlterConfigsRequest(
                Convert.list(data.resources(), AlterConfigsTranslator::readRequestResource), data.validateOnly());
    }

    @Override
    public AlterConfigsRequestData writeRequest(AlterConfigsRequest request, int version) {
        return new AlterConfigsRequestData()
                .setResources(Convert.into(
                        new AlterConfigsRequestData.AlterConfigsResourceCollection(
                                request.resources().size() + 1),
                        request.resources(),
                        AlterConfigsTranslator::writeRequestResource))
                .setValidateOnly(request.validateOnly());
    }

    private static AlterConfigsRequest.Resource readRequestResource(AlterConfigsRequestData.AlterConfigsResource data) {
        return new AlterConfigsRequest.Resource(
                data.resourceType(),
                data.resourceName(),
                Convert.list(data.configs(), AlterConfigsTranslator::readRequestConfig));
    }

    private static AlterConfigsRequestData.AlterConfigsResource writeRequestResource(
            AlterConfigsRequest.Resource resource) {
        return new AlterConfigsRequestData.AlterConfigsResource()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setConfigs(Convert.into(
                        new AlterConfigsRequestData.AlterableConfigCollection(
                                resource.configs().size() + 1),
                        resource.configs(),
                        AlterConfigsTranslator::writeRequestConfig));
    }

    private static AlterConfigsRequest.Config readRequestConfig(AlterConfigsRequestData.AlterableConfig data) {
        return new AlterConfigsRequest.Config(data.name(), data.value());
    }

    private static AlterConfigsRequestData.AlterableConfig writeRequestConfig(AlterConfigsRequest.Config config) {
        return new AlterConfigsRequestData.AlterableConfig()
                .setName(config.name())
                .setValue(config.value());
    }

    @Override
    public AlterConfigsResponse readResponse(AlterConfigsResponseData data, int version) {
        return new AlterConfigsResponse(Convert.list(data.responses(), AlterConfigsTranslator::readResponseResource));
    }

    @Override
    public AlterConfigsResponseData writeResponse(AlterConfigsResponse response, int version) {
        return new AlterConfigsResponseData()
                .setResponses(Convert.list(response.resources(), AlterConfigsTranslator::writeResponseResource));
    }

    private static AlterConfigsResponse.Resource readResponseResource(
            AlterConfigsResponseData.AlterConfigsResourceResponse data) {
        return new AlterConfigsResponse.Resource(
                ErrorCode.of(data.errorCode()), data.errorMessage(), data.resourceType(), data.resourceName());
    }

    private static AlterConfigsResponseData.AlterConfigsResourceResponse writeResponseResource(
            AlterConfigsResponse.Resource resource) {
        return new AlterConfigsResponseData.AlterConfigsResourceResponse()
                .setErrorCode(resource.error().code())
                .setErrorMessage(resource.errorMessage())
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
    }
}
