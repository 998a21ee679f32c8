package io.waybill.broker.metadata.image;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.metadata.binary.BytesIn;
import io.waybill.broker.metadata.binary.BytesOut;
import io.waybill.broker.metadata.binary.MalformedBytesException;
import io.waybill.environment.Endpoint;
import java.util.TreeMap;

/**
 * An image, its brokers and its partitions as bytes. Everything is written in its order, so that equal images give
 * equal bytes:
 *
 * <pre>
 * version of the format (1) · index · controller · its epoch · next producer id
 * brokers     count × (id, incarnation, epoch, fenced, shutdown index, endpoints, rack)
 * topics      count × (id, name, count × partition), by name
 * configs     count × (scope, name, count × (name, value))
 * </pre>
 */
public final class ImageCodec {

    private static final int FORMAT = 1;

    private ImageCodec() {}

    /** Writes an image. */
    public static void write(BytesOut out, MutableImage image) {
        out.octet(FORMAT)
                .number(image.version())
                .number(image.controller())
                .number(image.controllerEpoch())
                .number(image.nextProducerId());
        out.list(image.brokers(), image.brokers().size(), ImageCodec::write);
        var topics = image.topics();
        out.list(topics, topics.size(), ImageCodec::write);
        out.list(image.configured(), image.configured().size(), (to, resource) -> {
            write(to, resource);
            var values = image.configs(resource).entrySet();
            to.list(
                    values,
                    values.size(),
                    (each, entry) -> each.text(entry.getKey()).text(entry.getValue()));
        });
    }

    /**
     * Reads an image.
     *
     * @throws MalformedBytesException where the bytes are none
     */
    public static MutableImage read(BytesIn in) {
        int format = in.octet();
        if (format != FORMAT) {
            throw new MalformedBytesException("the format of an image must be " + FORMAT + ", was " + format);
        }
        var image = new MutableImage();
        image.startAt(in.number(), in.integer(), in.number(), in.number());
        try {
            in.list(ImageCodec::readBroker).forEach(image::put);
            in.list(ImageCodec::readTopic).forEach(image::create);
            in.list(each -> readConfigs(each, image));
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("an image must be of values that can be, was not", e);
        }
        image.takeChanges();
        return image;
    }

    private static ConfigResource readConfigs(BytesIn in, MutableImage image) {
        var resource = readResource(in);
        var values = new TreeMap<String, String>();
        in.list(each -> values.put(each.text(), each.text()) == null);
        image.put(resource, values);
        return resource;
    }

    /** Writes what has configurations. */
    public static void write(BytesOut out, ConfigResource resource) {
        out.one(ConfigScope.values(), resource.scope()).text(resource.name());
    }

    /** Reads what has configurations. */
    public static ConfigResource readResource(BytesIn in) {
        return new ConfigResource(in.one(ConfigScope.values(), "a scope"), in.text());
    }

    /** Writes an endpoint. */
    public static void write(BytesOut out, BrokerEndpoint endpoint) {
        out.text(endpoint.listener())
                .text(endpoint.address().host())
                .number(endpoint.address().port());
    }

    /** Reads an endpoint. */
    public static BrokerEndpoint readEndpoint(BytesIn in) {
        return new BrokerEndpoint(in.text(), new Endpoint(in.text(), in.integer()));
    }

    /** Writes a partition's state. */
    public static void write(BytesOut out, PartitionState state) {
        out.numbers(state.replicas())
                .numbers(state.isr())
                .numbers(state.elr())
                .numbers(state.lastKnownElr())
                .number(state.leader())
                .number(state.leaderEpoch())
                .number(state.partitionEpoch())
                .one(LeaderRecovery.values(), state.recovery());
    }

    /** Reads a partition's state. */
    public static PartitionState readPartition(BytesIn in) {
        return new PartitionState(
                in.numbers(),
                in.numbers(),
                in.numbers(),
                in.numbers(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.one(LeaderRecovery.values(), "a recovery state"));
    }

    private static void write(BytesOut out, BrokerRegistration broker) {
        out.number(broker.id())
                .uuid(broker.incarnation())
                .number(broker.epoch())
                .flag(broker.fenced())
                .number(broker.shutdownIndex())
                .list(broker.endpoints(), ImageCodec::write)
                .optionalText(broker.rack());
    }

    private static BrokerRegistration readBroker(BytesIn in) {
        return new BrokerRegistration(
                in.integer(),
                in.uuid(),
                in.number(),
                in.flag(),
                in.number(),
                in.list(ImageCodec::readEndpoint),
                in.optionalText());
    }

    private static void write(BytesOut out, TopicImage topic) {
        out.uuid(topic.id()).text(topic.name()).list(topic.partitions(), ImageCodec::write);
    }

    private static TopicImage readTopic(BytesIn in) {
        return new TopicImage(in.uuid(), in.text(), in.list(ImageCodec::readPartition));
    }
}
