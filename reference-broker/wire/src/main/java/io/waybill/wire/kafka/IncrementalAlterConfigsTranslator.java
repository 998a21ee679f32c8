package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;

/** IncrementalAlterConfigs, both ways. */
final class IncrementalAlterConfigsTranslator
        implements Translator<
                IncrementalAlterConfigsRequest,
                IncrementalAlterConfigsRequestData,
                IncrementalAlterConfigsResponse,
                IncrementalAlterConfigsResponseData> {

    @Override
    public IncrementalAlterConfigsRequest readRequest(IncrementalAlterConfigsRequestData data, int version) {
        return new IncrementalAlterConfigsRequest(
                Convert.list(data.resources(), IncrementalAlterConfigsTranslator::readRequestResource),
                data.validateOnly());
    }

    @Override
    public IncrementalAlterConfigsRequestData writeRequest(IncrementalAlterConfigsRequest request, int version) {
        return new IncrementalAlterConfigsRequestData()
                .setResources(Convert.into(
                        new IncrementalAlterConfigsRequestData.AlterConfigsResourceCollection(
                                request.resources().size() + 1),
                        request.resources(),
                        IncrementalAlterConfigsTranslator::writeRequestResource))
                .setValidateOnly(request.validateOnly());
    }

    private static IncrementalAlterConfigsRequest.Resource readRequestResource(
            IncrementalAlterConfigsRequestData.AlterConfigsResource data) {
        return new IncrementalAlterConfigsRequest.Resource(
                data.resourceType(),
                data.resourceName(),
                Convert.list(data.configs(), IncrementalAlterConfigsTranslator::readRequestConfig));
    }

    private static IncrementalAlterConfigsRequestData.AlterConfigsResource writeRequestResource(
            IncrementalAlterConfigsRequest.Resource resource) {
        return new IncrementalAlterConfigsRequestData.AlterConfigsResource()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setConfigs(Convert.into(
                        new IncrementalAlterConfigsRequestData.AlterableConfigCollection(
                                resource.configs().size() + 1),
                        resource.configs(),
                        IncrementalAlterConfigsTranslator::writeRequestConfig));
    }

    private static IncrementalAlterConfigsRequest.Config readRequestConfig(
            IncrementalAlterConfigsRequestData.AlterableConfig data) {
        return new IncrementalAlterConfigsRequest.Config(data.name(), data.configOperation(), data.value());
    }

    private static IncrementalAlterConfigsRequestData.AlterableConfig writeRequestConfig(
            IncrementalAlterConfigsRequest.Config config) {
        return new IncrementalAlterConfigsRequestData.AlterableConfig()
                .setName(config.name())
                .setConfigOperation(config.configOperation())
                .setValue(config.value());
    }

    @Override
    public IncrementalAlterConfigsResponse readResponse(IncrementalAlterConfigsResponseData data, int version) {
        return new IncrementalAlterConfigsResponse(
                Convert.list(data.responses(), IncrementalAlterConfigsTranslator::readResponseResource));
    }

    @Override
    public IncrementalAlterConfigsResponseData writeResponse(IncrementalAlterConfigsResponse response, int version) {
        return new IncrementalAlterConfigsResponseData()
                .setResponses(
                        Convert.list(response.resources(), IncrementalAlterConfigsTranslator::writeResponseResource));
    }

    private static IncrementalAlterConfigsResponse.Resource readResponseResource(
            IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse data) {
        return new IncrementalAlterConfigsResponse.Resource(
                ErrorCode.of(data.errorCode()), data.errorMessage(), data.resourceType(), data.resourceName());
    }

    private static IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse writeResponseResource(
            IncrementalAlterConfigsResponse.Resource resource) {
        return new IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse()
                .setErrorCode(resource.error().code())
                .setErrorMessage(resource.errorMessage())
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
    }
}
