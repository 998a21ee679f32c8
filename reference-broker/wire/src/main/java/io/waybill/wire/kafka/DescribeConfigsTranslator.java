package io.waybill.wire.kafka;

import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData;

/** DescribeConfigs, both ways. */
final class DescribeConfigsTranslator
        implements Translator<
                DescribeConfigsRequest,
                DescribeConfigsRequestData,
                DescribeConfigsResponse,
                DescribeConfigsResponseData> {

    @Override
    public DescribeConfigsRequest readRequest(DescribeConfigsRequestData data, int version) {
        return new DescribeConfigsRequest(
                Convert.list(data.resources(), DescribeConfigsTranslator::readRequestResource),
                data.includeSynonyms(),
                data.includeDocumentation());
    }

    @Override
    public DescribeConfigsRequestData writeRequest(DescribeConfigsRequest request, int version) {
        return new DescribeConfigsRequestData()
                .setResources(Convert.list(request.resources(), DescribeConfigsTranslator::writeRequestResource))
                .setIncludeSynonyms(request.includeSynonyms())
                .setIncludeDocumentation(request.includeDocumentation());
    }

    private static DescribeConfigsRequest.Resource readRequestResource(
            DescribeConfigsRequestData.DescribeConfigsResource data) {
        return new DescribeConfigsRequest.Resource(data.resourceType(), data.resourceName(), data.configurationKeys());
    }

    private static DescribeConfigsRequestData.DescribeConfigsResource writeRequestResource(
            DescribeConfigsRequest.Resource resource) {
        return new DescribeConfigsRequestData.DescribeConfigsResource()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setConfigurationKeys(resource.configurationKeys());
    }

    @Override
    public DescribeConfigsResponse readResponse(DescribeConfigsResponseData data, int version) {
        return new DescribeConfigsResponse(
                Convert.list(data.results(), DescribeConfigsTranslator::readResponseResource));
    }

    @Override
    public DescribeConfigsResponseData writeResponse(DescribeConfigsResponse response, int version) {
        return new DescribeConfigsResponseData()
                .setResults(Convert.list(response.resources(), DescribeConfigsTranslator::writeResponseResource));
    }

    private static DescribeConfigsResponse.Resource readResponseResource(
            DescribeConfigsResponseData.DescribeConfigsResult data) {
        return new DescribeConfigsResponse.Resource(
                ErrorCode.of(data.errorCode()),
                data.errorMessage(),
                data.resourceType(),
                data.resourceName(),
                Convert.list(data.configs(), DescribeConfigsTranslator::readResponseConfig));
    }

    private static DescribeConfigsResponseData.DescribeConfigsResult writeResponseResource(
            DescribeConfigsResponse.Resource resource) {
        return new DescribeConfigsResponseData.DescribeConfigsResult()
                .setErrorCode(resource.error().code())
                .setErrorMessage(resource.errorMessage())
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setConfigs(Convert.list(resource.configs(), DescribeConfigsTranslator::writeResponseConfig));
    }

    private static DescribeConfigsResponse.Config readResponseConfig(
            DescribeConfigsResponseData.DescribeConfigsResourceResult data) {
        return new DescribeConfigsResponse.Config(
                data.name(),
                data.value(),
                data.readOnly(),
                data.configSource(),
                data.isSensitive(),
                Convert.list(data.synonyms(), DescribeConfigsTranslator::readResponseSynonym),
                data.configType(),
                data.documentation());
    }

    private static DescribeConfigsResponseData.DescribeConfigsResourceResult writeResponseConfig(
            DescribeConfigsResponse.Config config) {
        return new DescribeConfigsResponseData.DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.configSource())
                .setIsSensitive(config.isSensitive())
                .setSynonyms(Convert.list(config.synonyms(), DescribeConfigsTranslator::writeResponseSynonym))
                .setConfigType(config.configType())
                .setDocumentation(config.documentation());
    }

    private static DescribeConfigsResponse.Synonym readResponseSynonym(
            DescribeConfigsResponseData.DescribeConfigsSynonym data) {
        return new DescribeConfigsResponse.Synonym(data.name(), data.value(), data.source());
    }

    private static DescribeConfigsResponseData.DescribeConfigsSynonym writeResponseSynonym(
            DescribeConfigsResponse.Synonym synonym) {
        return new DescribeConfigsResponseData.DescribeConfigsSynonym()
                .setName(synonym.name())
                .setValue(synonym.value())
                .setSource(synonym.source());
    }
}
