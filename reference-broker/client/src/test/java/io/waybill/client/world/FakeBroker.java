package io.waybill.client.world;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broker whose answers a test gives. It answers by itself what it is told to with {@link #on}; from the start, that
 * is versions, metadata and producer ids. Everything else waits for the test.
 */
public final class FakeBroker {

    private final World world;
    private final int id;
    private final Endpoint endpoint;
    private final Map<Api, Function<Request, @Nullable Response>> answers = new EnumMap<>(Api.class);
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    private final List<Request> seen = new ArrayList<>();
    private final List<End> connections = new ArrayList<>();
    private long lastProducerId;

    /** What it says that it answers. */
    public ApiOffer offer = ApiOffer.of(List.of(
            Api.PRODUCE,
            Api.FETCH,
            Api.LIST_OFFSETS,
            Api.METADATA,
            Api.API_VERSIONS,
            Api.INIT_PRODUCER_ID,
            Api.CREATE_TOPICS,
            Api.DELETE_TOPICS,
            Api.CREATE_PARTITIONS,
            Api.DELETE_RECORDS,
            Api.DESCRIBE_CONFIGS,
            Api.INCREMENTAL_ALTER_CONFIGS,
            Api.ELECT_LEADERS,
            Api.DESCRIBE_CLUSTER));

    /** Whether nobody listens. */
    public boolean refuses;

    /** Whether what is sent arrives nowhere, and nobody says so. */
    public boolean silent;

    FakeBroker(World world, int id, Endpoint endpoint) {
        this.world = world;
        this.id = id;
        this.endpoint = endpoint;
        this.lastProducerId = 1_000L * (id + 1);
        on(Api.API_VERSIONS, request -> offer.answer(ErrorCode.NONE, ApiOffer.Features.NONE));
        on(
                Api.METADATA,
                request -> world.metadata(Stream.ofNullable(((MetadataRequest) request).topics())
                        .flatMap(List::stream)
                        .map(MetadataRequest.Topic::topic)
                        .toList()));
        on(Api.INIT_PRODUCER_ID, request -> identity((InitProducerIdRequest) request));
    }

    private InitProducerIdResponse identity(InitProducerIdRequest request) {
        return request.producerId() < 0
                ? new InitProducerIdResponse(ErrorCode.NONE, ++lastProducerId, (short) 0)
                : new InitProducerIdResponse(
                        ErrorCode.NONE, request.producerId(), (short) (request.producerEpoch() + 1));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Has it answer an API by itself; null leaves a request to the test. */
    public void on(Api api, Function<Request, @Nullable Response> answer) {
        answers.put(api, answer);
    }

    /** Returns all requests of a kind that ever came. */
    public <R extends Request> List<R> seen(Class<R> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns how many requests wait for the test. */
    public int waiting() {
        return waiting.size();
    }

    /** Returns the oldest request that waits, which the test then answers or leaves. */
    public Asked next() {
        if (waiting.isEmpty()) {
            throw new AssertionError("broker " + id + " was asked nothing");
        }
        return waiting.remove();
    }

    /** Ends all connections. */
    public void disconnect() {
        List.copyOf(connections).forEach(end -> end.end(Connection.CloseReason.RESET));
        waiting.clear();
    }

    Connection connect(Connection.Handler handler) {
        var end = new End(handler);
        if (refuses) {
            end.ended = true;
            world.at(World.MILLI, () -> handler.onClosed(end, Connection.CloseReason.REFUSED));
            return end;
        }
        connections.add(end);
        world.at(World.MILLI, () -> {
            if (!end.ended) {
                handler.onOpen(end);
            }
        });
        return end;
    }

    private void received(End from, ByteBuffer frame) {
        var received = new ServerCodec(offer, 100 << 20).readRequest(frame);
        var asked = new Asked(received, from);
        seen.add(received.request());
        var by = answers.get(received.header().api());
        var response = by == null ? null : by.apply(received.request());
        if (response != null) {
            asked.answer(response);
        } else if (!(received.request() instanceof ApiVersionsRequest)) {
            waiting.add(asked);
        }
    }

    /** A request that came. */
    public final class Asked {

        private final ReceivedRequest received;
        private final End from;

        private Asked(ReceivedRequest received, End from) {
            this.received = received;
            this.from = from;
        }

        public <R extends Request> R as(Class<R> kind) {
            return kind.cast(received.request());
        }

        public int version() {
            return received.header().version();
        }

        /** Answers; nothing comes where the connection has ended. */
        public void answer(Response response) {
            var frame = new ServerCodec(offer, 100 << 20).writeResponse(received.header(), response);
            world.at(World.MILLI, () -> {
                if (!from.ended) {
                    from.handler.onFrame(from, frame);
                }
            });
        }
    }

    /** The client's end of a connection. */
    private final class End implements Connection {

        private final Handler handler;
        private boolean ended;

        End(Handler handler) {
            this.handler = handler;
        }

        private void end(CloseReason reason) {
            if (!ended) {
                ended = true;
                connections.remove(this);
                world.at(0, () -> handler.onClosed(this, reason));
            }
        }

        @Override
        public boolean send(ByteBuffer frame) {
            if (ended) {
                return false;
            }
            if (!silent) {
                world.at(World.MILLI, () -> {
                    // What was sent before an end may arrive all the same.
                    received(this, frame);
                });
            }
            return true;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {
            end(CloseReason.LOCAL);
        }

        @Override
        public void abort() {
            end(CloseReason.LOCAL);
        }
    }
}
