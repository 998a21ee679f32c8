package io.waybill.broker.admin;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers what is configured, and where that comes from. */
final class ConfigHandler {

    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;

    private final int broker;
    private final MetadataImage image;
    private final ConfigLayers layers;

    ConfigHandler(int broker, MetadataImage image, SortedMap<String, String> fixed) {
        this.broker = broker;
        this.image = image;
        this.layers = new ConfigLayers(broker, image, fixed);
    }

    DescribeConfigsResponse answer(DescribeConfigsRequest request) {
        // A resource that is asked for many times is described once: an answer has a hundred times what names it.
        return new DescribeConfigsResponse(request.resources().stream()
                .distinct()
                .map(resource -> resource(resource, request))
                .toList());
    }

    private DescribeConfigsResponse.Resource resource(
            DescribeConfigsRequest.Resource resource, DescribeConfigsRequest request) {
        String name = resource.resourceName();
        return switch (resource.resourceType()) {
            case TOPIC ->
                image.topic(name).isEmpty()
                        ? failed(resource, ClusterSight.missing(name), "there is no topic \"" + name + "\"")
                        : found(resource, ofTopic(name), request);
            case BROKER -> {
                if (name.isEmpty()) {
                    yield found(resource, ofAllBrokers(), request);
                }
                yield name.equals(Integer.toString(broker))
                        ? found(resource, ofBroker(), request)
                        : failed(
                                resource,
                                ErrorCode.INVALID_REQUEST,
                                "a broker is asked for itself or for all: must be " + broker + " or empty, was "
                                        + name);
            }
            default ->
                failed(
                        resource,
                        ErrorCode.INVALID_REQUEST,
                        "only topics (2) and brokers (4) are configured, asked was type " + resource.resourceType());
        };
    }

    private Stream<ConfigLayers.Found> ofTopic(String topic) {
        return ConfigVocabulary.all(ConfigScope.TOPIC).stream().map(key -> layers.ofTopic(key, topic));
    }

    private Stream<ConfigLayers.Found> ofBroker() {
        return ConfigVocabulary.all(ConfigScope.CLUSTER).stream().map(layers::ofBroker);
    }

    /** Only what is set, as Kafka has it. */
    private Stream<ConfigLayers.Found> ofAllBrokers() {
        return ConfigVocabulary.all(ConfigScope.CLUSTER).stream()
                .map(layers::ofAllBrokers)
                .flatMap(List::stream);
    }

    private static DescribeConfigsResponse.Resource failed(
            DescribeConfigsRequest.Resource resource, ErrorCode error, String message) {
        return new DescribeConfigsResponse.Resource(
                error, message, resource.resourceType(), resource.resourceName(), List.of());
    }

    private static DescribeConfigsResponse.Resource found(
            DescribeConfigsRequest.Resource resource, Stream<ConfigLayers.Found> all, DescribeConfigsRequest request) {
        var wanted = resource.configurationKeys();
        return new DescribeConfigsResponse.Resource(
                ErrorCode.NONE,
                null,
                resource.resourceType(),
                resource.resourceName(),
                all.filter(it -> wanted == null || wanted.contains(it.name()))
                        .map(it -> config(it, request))
                        .toList());
    }

    private static DescribeConfigsResponse.Config config(ConfigLayers.Found it, DescribeConfigsRequest request) {
        return new DescribeConfigsResponse.Config(
                it.name(),
                it.value(),
                false,
                it.source(),
                false,
                request.includeSynonyms() ? it.values() : List.of(),
                type(it.key()),
                documentation(it.key(), request));
    }

    private static @Nullable String documentation(ConfigKey key, DescribeConfigsRequest request) {
        return request.includeDocumentation() ? key.documentation() : null;
    }

    private static byte type(ConfigKey key) {
        return switch (key.kind()) {
            case BOOLEAN -> 1;
            case STRING -> 2;
            case INT -> 3;
            case LONG -> 5;
            case DOUBLE -> 6;
            case LIST -> 7;
        };
    }
}
