package io.waybill.server.client;

import io.waybill.client.admin.Admin;
import io.waybill.client.config.AdminSettings;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.config.ProducerSettings;
import io.waybill.client.consumer.Consumer;
import io.waybill.client.producer.Producer;
import io.waybill.client.producer.ProducerListener;
import io.waybill.client.producer.Serializer;
import io.waybill.environment.Endpoint;
import io.waybill.server.net.NetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reference clients on real sockets, the same code that is simulated, for plain Java threads.
 *
 * <pre>{@code
 * try (var clients = ReferenceClients.open("127.0.0.1:9092")) {
 *     clients.admin(Map.of()).createTopic(NewTopic.of("orders", 1, 3)).join();
 *     var producer = clients.producer(Map.of("acks", "all"));
 *     var result = producer.send(ProducerRecord.of("orders", null, "one".getBytes(UTF_8))).join();
 * }
 * }</pre>
 *
 * <p>All clients of one of these share a thread; who wants more of a processor opens several. May be used by any
 * thread. Answers are futures that are completed on the clients' thread: what follows them there must be short and must
 * not wait for the same clients; use the {@code …Async} methods otherwise. Configurations have Kafka's names.
 */
public final class ReferenceClients implements AutoCloseable {

    private final ClientLoop loop;
    private final List<Endpoint> bootstrap;

    private ReferenceClients(ClientLoop loop, List<Endpoint> bootstrap) {
        this.loop = loop;
        this.bootstrap = List.copyOf(bootstrap);
    }

    /**
     * Begins. Nobody is connected to before there is something to ask.
     *
     * @param bootstrap where clients begin, {@code host:port} with commas between them
     * @throws IllegalArgumentException where it is not that
     */
    public static ReferenceClients open(String bootstrap) {
        return open(bootstrap, Map.of());
    }

    /**
     * Begins, and reaches some addresses through others.
     *
     * @param bootstrap where clients begin, {@code host:port} with commas between them
     * @param routes where to connect for an address, such as a proxy for the node behind it
     * @throws IllegalArgumentException where {@code bootstrap} is not that
     */
    public static ReferenceClients open(String bootstrap, Map<Endpoint, Endpoint> routes) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String each : bootstrap.split(",", -1)) {
            endpoints.add(endpoint(each.strip(), bootstrap));
        }
        return open(endpoints, routes);
    }

    private static Endpoint endpoint(String text, String all) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Said below, with what is expected.
        }
        throw new IllegalArgumentException(
                "bootstrap must be host:port with commas between them, was \"" + all + "\", at \"" + text + "\"");
    }

    /** Begins, at these places: at least one. */
    public static ReferenceClients open(List<Endpoint> bootstrap) {
        return open(bootstrap, Map.of());
    }

    private static ReferenceClients open(List<Endpoint> bootstrap, Map<Endpoint, Endpoint> routes) {
        if (bootstrap.isEmpty()) {
            throw new IllegalArgumentException("bootstrap must name at least one place");
        }
        return new ReferenceClients(ClientLoop.begin(NetSettings.STANDARD.withRoutes(routes)), bootstrap);
    }

    /**
     * Makes a producer of bytes.
     *
     * @throws io.waybill.client.config.InvalidConfigException with everything that is wrong with its configuration
     */
    public ReferenceProducer<byte[], byte[]> producer(Map<String, String> config) {
        return producer(ProducerSettings.of(config), Serializer.BYTES, Serializer.BYTES, ProducerListener.NONE);
    }

    /**
     * Makes a producer.
     *
     * @param keys turns keys into bytes
     * @param values turns values into bytes
     * @param listener is told of each stage of each message, on the clients' thread
     * @param <K> of keys
     * @param <V> of values
     */
    public <K, V> ReferenceProducer<K, V> producer(
            ProducerSettings settings, Serializer<K> keys, Serializer<V> values, ProducerListener listener) {
        var environment = loop.environment();
        return new ReferenceProducer<>(
                loop,
                loop.make(
                        () -> new Producer<>(
                                environment,
                                bootstrap,
                                settings,
                                Producer.Pipeline.of(environment, keys, values),
                                listener),
                        made -> made::close));
    }

    /**
     * Makes a consumer that is told what to read.
     *
     * @throws io.waybill.client.config.InvalidConfigException with everything that is wrong with its configuration
     */
    public ReferenceConsumer consumer(Map<String, String> config) {
        var settings = ConsumerSettings.of(config);
        return new ReferenceConsumer(
                loop, loop.make(() -> new Consumer(loop.environment(), bootstrap, settings), made -> made::close));
    }

    /**
     * Makes an administrator.
     *
     * @throws io.waybill.client.config.InvalidConfigException with everything that is wrong with its configuration
     */
    public ReferenceAdmin admin(Map<String, String> config) {
        var settings = AdminSettings.of(config);
        return new ReferenceAdmin(
                loop, loop.make(() -> new Admin(loop.environment(), bootstrap, settings), made -> made::close));
    }

    /**
     * Ends all clients at once: what they have under way is unknown. Returns when their connections and their thread
     * are gone; whoever waited was told.
     */
    @Override
    public void close() {
        loop.close();
    }
}
