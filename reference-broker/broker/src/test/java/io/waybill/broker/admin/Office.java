package io.waybill.broker.admin;

import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.environment.Endpoint;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The handlers of broker 1 of three, the metadata they answer from, and who would answer what they forward. */
final class Office {

    static final String CLUSTER_ID = "offices";

    final MetadataCluster cluster;

    /** What was forwarded and not answered yet. */
    final List<Request> forwarded = new ArrayList<>();

    /** The ids that producers are given next; none where there is none. */
    final ArrayDeque<Long> producerIds = new ArrayDeque<>();

    private final ArrayDeque<Consumer<Response>> waiting = new ArrayDeque<>();
    private final SortedMap<String, String> config;

    Office(MetadataCluster cluster, SortedMap<String, String> config) {
        this.cluster = cluster;
        this.config = config;
    }

    static Office ofThree() {
        return new Office(MetadataCluster.ofThree(), new TreeMap<>());
    }

    Office with(String name, String value) {
        config.put(name, value);
        return this;
    }

    AdminHandlers handlers() {
        var nodes = new TreeMap<Integer, NodeLayout>();
        nodes.put(
                1,
                new NodeLayout(
                        1,
                        new Endpoint("host1", 9090),
                        new Endpoint("host1", 9091),
                        new Endpoint("host1", 9092),
                        null));
        return new AdminHandlers(
                1,
                BrokerSettings.of(new ClusterLayout(CLUSTER_ID, nodes), config),
                cluster.image(),
                done -> done.accept(
                        producerIds.isEmpty() ? OptionalLong.empty() : OptionalLong.of(producerIds.remove())),
                (request, done) -> {
                    forwarded.add(request);
                    waiting.add(done);
                });
    }

    /** Answers the oldest of what was forwarded. */
    void answer(Response response) {
        forwarded.remove(0);
        waiting.remove().accept(response);
    }

    /** Returns what a handler answers at once. */
    static <R extends Response> R answered(Class<R> type, Consumer<RequestHandler.Answer> handler) {
        var seen = new Answered();
        handler.accept(seen);
        if (seen.responses.size() != 1) {
            throw new AssertionError("one answer was expected, were " + seen.responses);
        }
        return type.cast(seen.responses.get(0));
    }

    /** Keeps answers. */
    static final class Answered implements RequestHandler.Answer {

        final List<Response> responses = new ArrayList<>();

        @Override
        public void send(Response response) {
            responses.add(response);
        }

        @Override
        public void none() {
            throw new AssertionError("an answer was expected");
        }

        @Override
        public void disconnect() {
            throw new AssertionError("an answer was expected");
        }

        @Override
        public boolean isWanted() {
            return true;
        }
    }
}
