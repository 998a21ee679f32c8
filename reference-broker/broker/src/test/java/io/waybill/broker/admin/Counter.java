package io.waybill.broker.admin;

import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.environment.Endpoint;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Broker 1 of a cluster, as its clients see it; what it forwards, and what ids it gives, is up to the test. */
final class Counter {

    final MetadataCluster cluster;
    final List<Request> forwarded = new ArrayList<>();
    final List<Consumer<Response>> forwarding = new ArrayList<>();
    final AdminHandlers handlers;
    OptionalLong nextId = OptionalLong.of(77);

    Counter(MetadataCluster cluster, SortedMap<String, String> config) {
        this.cluster = cluster;
        var endpoint = new Endpoint("host1", 1);
        var nodes = new TreeMap<Integer, NodeLayout>();
        nodes.put(1, new NodeLayout(1, endpoint, endpoint, endpoint, null));
        this.handlers = new AdminHandlers(
                1,
                BrokerSettings.of(new ClusterLayout("of-tests", nodes), config),
                cluster.image(),
                done -> done.accept(nextId),
                (request, done) -> {
                    forwarded.add(request);
                    forwarding.add(done);
                });
    }

    static Counter ofThree() {
        return new Counter(MetadataCluster.ofThree(), new TreeMap<>());
    }

    /** Returns what is answered at once. */
    <R extends Response> R answer(Class<R> type, Consumer<RequestHandler.Answer> asked) {
        var answer = new OneAnswer();
        asked.accept(answer);
        return type.cast(answer.response);
    }

    /** The place of an answer. */
    static final class OneAnswer implements RequestHandler.Answer {

        Response response;

        @Override
        public void send(Response given) {
            if (response != null) {
                throw new AssertionError("a request must be answered once");
            }
            response = given;
        }

        @Override
        public void none() {
            throw new AssertionError("it must be answered");
        }

        @Override
        public void disconnect() {
            throw new AssertionError("it must be answered");
        }

        @Override
        public boolean isWanted() {
            return response == null;
        }
    }
}
