package io.waybill.rpc;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way to one node: one connection, begun when something is to be sent and begun anew after it has ended. Requests
 * are sent at once, one behind the other, in the order in which they were given, and their answers come in that order.
 * A request that is not answered in time ends the connection and with it everything that is under way, so whoever waits
 * long must not share a channel with whoever cannot.
 *
 * <p>It does not wait before it connects anew; that is for those who ask again.
 *
 * <p>Used on the environment's loop only, where it also calls back; never before the call that asked has returned.
 */
public final class RpcChannel {

    private static final int NEGOTIATION_VERSION = 3;
    private static final long NEGOTIATION_NANOS = 10_000_000_000L;

    private final Environment environment;
    private final Endpoint to;
    private final ChannelSettings settings;
    private final ClientCodec codec;
    private @Nullable Link link;
    private int lastCorrelationId;
    private int inFlight;
    private boolean closed;

    private RpcChannel(Environment environment, Endpoint to, ChannelSettings settings) {
        this.environment = environment;
        this.to = to;
        this.settings = settings;
        this.codec = new ClientCodec(settings.maxFrameBytes());
    }

    /** Returns a channel to an endpoint; it does not connect yet. */
    public static RpcChannel to(Environment environment, Endpoint to, ChannelSettings settings) {
        return new RpcChannel(environment, to, settings);
    }

    /** Returns where it leads to. */
    public Endpoint endpoint() {
        return to;
    }

    /** Returns how many requests were given and have not ended: nobody was told yet how. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Sends a request in the newest version that both sides know.
     *
     * @param timeoutNanos how long an answer may take, from now; 0 or more
     * @param done is told how it ended, once
     */
    public void send(Request request, long timeoutNanos, Consumer<RpcOutcome> done) {
        send(request.api(), version -> request, timeoutNanos, done);
    }

    /**
     * Sends a request that says different things in different versions.
     *
     * @param ofVersion makes the request of a version; called at most once, when the version is known
     * @param timeoutNanos how long an answer may take, from now; 0 or more
     * @param done is told how it ended, once
     */
    public void send(Api api, IntFunction<Request> ofVersion, long timeoutNanos, Consumer<RpcOutcome> done) {
        give(api, ofVersion, true, timeoutNanos, done);
    }

    /**
     * Sends a request that is not answered, as a produce request with {@code acks=0}. What is told is whether it left:
     * {@link RpcOutcome.Lost} once it did.
     */
    public void sendUnanswered(Api api, IntFunction<Request> ofVersion, long timeoutNanos, Consumer<RpcOutcome> done) {
        give(api, ofVersion, false, timeoutNanos, done);
    }

    /** Ends the connection: all that is under way ends as lost or not sent. It can be used again. */
    public void disconnect(String reason) {
        if (link != null) {
            link.end(reason);
        }
    }

    /** Ends it for good. */
    public void close() {
        closed = true;
        disconnect("the channel was closed");
    }

    private void give(
            Api api, IntFunction<Request> ofVersion, boolean answered, long timeoutNanos, Consumer<RpcOutcome> done) {
        if (timeoutNanos < 0) {
            throw new IllegalArgumentException("timeoutNanos must be >= 0, was " + timeoutNanos);
        }
        inFlight++;
        var call = new Call(api, ofVersion, answered, outcome -> {
            inFlight--;
            done.accept(outcome);
        });
        if (closed) {
            environment.timers().post(() -> call.end(new RpcOutcome.NotSent("the channel was closed")));
            return;
        }
        var open = link;
        if (open == null) {
            open = new Link();
            link = open;
            open.connect();
        }
        open.give(call, timeoutNanos);
    }

    /** A request that has not ended. */
    private static final class Call {
        private final Api api;
        private final IntFunction<Request> ofVersion;
        private final boolean answered;
        private final Consumer<RpcOutcome> done;
        private Timers.@Nullable Timer timer;
        private @Nullable RequestHeader header;

        Call(Api api, IntFunction<Request> ofVersion, boolean answered, Consumer<RpcOutcome> done) {
            this.api = api;
            this.ofVersion = ofVersion;
            this.answered = answered;
            this.done = done;
        }

        void end(RpcOutcome outcome) {
            if (timer != null) {
                timer.cancel();
            }
            done.accept(outcome);
        }
    }

    /** One connection. */
    private final class Link implements Connection.Handler {

        private final ArrayDeque<Call> unsent = new ArrayDeque<>();
        private final ArrayDeque<Call> waiting = new ArrayDeque<>();
        private @Nullable Connection connection;
        private @Nullable ApiOffer offer = settings.known();
        private boolean open;
        private boolean ended;

        void connect() {
            connection = environment.links().connect(to, this);
        }

        void give(Call call, long timeoutNanos) {
            call.timer = environment
                    .timers()
                    .after(timeoutNanos, () -> end(call.api.title() + " was not answered by " + to + " in time"));
            var known = open ? offer : null;
            if (known != null && unsent.isEmpty() && call.answered && known.offers(call.api)) {
                write(call, known.range(call.api).newest());
                return;
            }
            // It may end when it is sent, and then it calls back.
            unsent.add(call);
            if (known != null) {
                environment.timers().post(this::sendAll);
            }
        }

        @Override
        public void onOpen(Connection it) {
            if (ended) {
                return;
            }
            open = true;
            if (offer == null) {
                negotiate(NEGOTIATION_VERSION);
            } else {
                sendAll();
            }
        }

        private void negotiate(int version) {
            var call = new Call(
                    Api.API_VERSIONS,
                    any -> new ApiVersionsRequest("waybill", "1", null, -1),
                    true,
                    outcome -> outcome.match(this::negotiated, lost -> false, notSent -> false));
            call.timer = environment
                    .timers()
                    .after(NEGOTIATION_NANOS, () -> end(to + " did not say in time which versions it answers"));
            write(call, version);
        }

        private boolean negotiated(RpcOutcome.Answered answered) {
            if (answered.response() instanceof ApiVersionsResponse versions) {
                if (versions.error() == ErrorCode.NONE) {
                    offer = ApiOffer.common(versions);
                    sendAll();
                    return true;
                }
                if (versions.error() == ErrorCode.UNSUPPORTED_VERSION && answered.version() > 0) {
                    negotiate(older(ApiOffer.common(versions), answered.version()));
                    return true;
                }
            }
            end(to + " does not say which versions it answers");
            return false;
        }

        /** Returns in which version to ask whoever does not know the one that was asked. KIP-511. */
        private static int older(ApiOffer said, int asked) {
            int newest =
                    said.offers(Api.API_VERSIONS) ? said.range(Api.API_VERSIONS).newest() : 0;
            return Math.min(newest, asked - 1);
        }

        /** Sends what was given until now; what is given meanwhile, by those who are told, has its own turn. */
        private void sendAll() {
            var both = offer;
            for (int given = unsent.size(); given > 0 && both != null && !ended; given--) {
                var call = unsent.remove();
                if (both.offers(call.api)) {
                    write(call, both.range(call.api).newest());
                } else {
                    call.end(new RpcOutcome.NotSent(to + " does not answer " + call.api.title()));
                }
            }
        }

        private void write(Call call, int version) {
            var header = new RequestHeader(call.api, version, ++lastCorrelationId, settings.clientId());
            ByteBuffer frame;
            try {
                frame = codec.writeRequest(header, call.ofVersion.apply(version));
            } catch (IllegalArgumentException e) {
                call.end(new RpcOutcome.NotSent(
                        call.api.title() + " cannot be said in version " + version + ": " + e.getMessage()));
                return;
            }
            var open = connection;
            if (open == null || !open.send(frame)) {
                // It has ended and is about to say so.
                unsent.addFirst(call);
                end("the connection to " + to + " has ended");
            } else if (call.answered) {
                call.header = header;
                waiting.add(call);
            } else {
                call.end(new RpcOutcome.Lost("no answer was asked for"));
            }
        }

        @Override
        public void onFrame(Connection it, ByteBuffer frame) {
            if (ended) {
                return;
            }
            var call = waiting.peek();
            if (call == null || call.header == null) {
                end(to + " sent an answer that nobody asked for");
                return;
            }
            Response response;
            try {
                response = codec.readResponse(call.header, frame);
            } catch (BadFrame e) {
                end(to + " sent an answer that cannot be read: " + e.getMessage());
                return;
            }
            waiting.remove();
            call.end(new RpcOutcome.Answered(response, call.header.version()));
        }

        @Override
        public void onClosed(Connection it, Connection.CloseReason reason) {
            end("the connection to " + to + " ended: " + reason);
        }

        /** Ends the connection and everything on it, once; those who asked are told after this call has returned. */
        void end(String reason) {
            if (ended) {
                return;
            }
            ended = true;
            if (link == this) {
                link = null;
            }
            if (connection != null) {
                connection.abort();
            }
            environment.timers().post(() -> {
                waiting.forEach(call -> call.end(new RpcOutcome.Lost(reason)));
                unsent.forEach(call -> call.end(new RpcOutcome.NotSent(reason)));
            });
        }
    }
}
