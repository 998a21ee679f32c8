package io.waybill.rpc;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of others. Each connection's answers leave in the order of its requests, however long one takes;
 * what cannot be read ends its connection and harms no other.
 *
 * <p>Who sends faster than he is answered, or does not take his answers, is not heard until he has caught up, so that
 * what waits for him is bounded. Nobody who waits for no answer is kept from asking: others' answers may depend on it,
 * as the acknowledgement of a producer on the next fetch of a follower.
 *
 * <p>Used on the environment's loop only, where it also calls back.
 */
public final class RpcServer {

    /** Twice what Kafka's producers have under way: more of one connection wait where they are. */
    private static final int MOST_WAITING = 10;

    /**
     * How many bytes of requests wait for answers at most, of all connections of a node together; where more wait, only
     * those go on that wait for nothing.
     */
    public static final long MOST_WAITING_BYTES = 96L * 1024 * 1024;

    /** Smaller ones are taken whatever waits: a follower's fetch lets others go on. */
    private static final int SMALL_BYTES = 1 << 16;

    /** What is read of a request as values takes more than its bytes, and no more than the codec lets it. */
    private static final int VALUES_FACTOR = 8;

    private static final int MOST_VALUES_BYTES = 24 * 1024 * 1024;

    private final ServerCodec codec;
    private final RequestHandler handler;
    private final RequestWatch watch;
    private final long mostWaitingBytes;
    private long waitingBytes;

    private RpcServer(ServerCodec codec, RequestHandler handler, RequestWatch watch, long mostWaitingBytes) {
        this.codec = codec;
        this.handler = handler;
        this.watch = watch;
        this.mostWaitingBytes = mostWaitingBytes;
    }

    /** Begins to answer at an endpoint, until the incarnation ends. */
    public static void listen(Environment environment, Endpoint at, ServerCodec codec, RequestHandler handler) {
        listen(environment, at, codec, handler, RequestWatch.NONE);
    }

    /** Begins to answer at an endpoint, until the incarnation ends, and tells somebody of every request. */
    public static void listen(
            Environment environment, Endpoint at, ServerCodec codec, RequestHandler handler, RequestWatch watch) {
        listen(environment, at, codec, handler, watch, MOST_WAITING_BYTES);
    }

    /**
     * Begins to answer at an endpoint, as one of several loops that do.
     *
     * @param mostWaitingBytes how much may wait of the connections that this loop is given: its share of
     *     {@link #MOST_WAITING_BYTES}
     */
    public static void listen(
            Environment environment,
            Endpoint at,
            ServerCodec codec,
            RequestHandler handler,
            RequestWatch watch,
            long mostWaitingBytes) {
        var server = new RpcServer(codec, handler, watch, mostWaitingBytes);
        environment.links().listen(at, connection -> server.new Served());
    }

    /** Beyond that a large request is not taken at all: who sent it may come again, a node without memory may not. */
    private long mostBytes() {
        return mostWaitingBytes + mostWaitingBytes / 2;
    }

    /** Returns about how much memory a request takes while it waits. */
    private static long weight(ReceivedRequest received, int bytes) {
        boolean isData = received.header().api() == Api.PRODUCE;
        return isData ? bytes : bytes + Math.min(MOST_VALUES_BYTES, (VALUES_FACTOR - 1L) * bytes);
    }

    /** One connection that somebody has opened. */
    private final class Served implements Connection.Handler {

        private final ArrayDeque<Slot> slots = new ArrayDeque<>();
        private long bytes;
        private boolean isPaused;
        private boolean ended;

        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onWritable(Connection connection) {
            pauseOrResume(connection);
        }

        private void pauseOrResume(Connection connection) {
            boolean mustWait = !connection.isWritable()
                    || slots.size() >= MOST_WAITING
                    || (waitingBytes > mostWaitingBytes && !slots.isEmpty());
            if (mustWait && !isPaused) {
                isPaused = true;
                connection.pause();
            } else if (!mustWait && isPaused) {
                isPaused = false;
                connection.resume();
            }
        }

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            if (ended) {
                return;
            }
            ReceivedRequest received;
            try {
                received = codec.readRequest(frame);
            } catch (BadFrame e) {
                watch.unreadable();
                abort(connection);
                return;
            }
            long weight = weight(received, frame.capacity());
            if (frame.capacity() > SMALL_BYTES && waitingBytes > 0 && waitingBytes + weight > mostBytes()) {
                watch.refused();
                abort(connection);
                return;
            }
            var slot = new Slot(this, connection, received.header(), weight);
            slot.stamp = watch.received(slot.header.api(), frame.capacity());
            slots.add(slot);
            count(slot.bytes);
            handler.handle(received, slot);
            if (!ended) {
                pauseOrResume(connection);
            }
        }

        private void watched(Slot slot, @Nullable Response answer) {
            watch.answered(slot.header.api(), answer, slot.stamp);
        }

        private void count(long more) {
            bytes += more;
            waitingBytes += more;
            watch.held(more);
        }

        /** What it sent behind is not acted upon, and nothing more is answered. */
        private void abort(Connection connection) {
            end();
            connection.abort();
        }

        private void end() {
            ended = true;
            slots.clear();
            count(-bytes);
        }

        private void sendReady(Connection connection) {
            var first = slots.peek();
            while (first != null && first.isAnswered) {
                slots.remove();
                count(-first.bytes);
                if (first.response instanceof FetchResponse records) {
                    connection.send(parts(first.header, records));
                } else if (first.response != null) {
                    connection.send(codec.writeResponse(first.header, first.response));
                }
                first = slots.peek();
            }
        }

        /** Records stay where the disk has put them. */
        private List<ByteBuffer> parts(RequestHeader header, FetchResponse records) {
            List<ByteBuffer> parts = new ArrayList<>();
            for (Payload part : codec.writeResponseInParts(header, records)) {
                parts.add(part.bytes());
            }
            return parts;
        }

        @Override
        public void onClosed(Connection connection, Connection.CloseReason reason) {
            end();
        }
    }

    /** The place of one answer among those of its connection. */
    private static final class Slot implements RequestHandler.Answer {

        private final Served served;
        private final Connection connection;
        private final RequestHeader header;
        private final long bytes;
        private @Nullable Response response;
        private boolean isAnswered;
        private long stamp;

        Slot(Served served, Connection connection, RequestHeader header, long bytes) {
            this.bytes = bytes;
            this.served = served;
            this.connection = connection;
            this.header = header;
        }

        @Override
        public void send(Response answer) {
            end(answer);
        }

        @Override
        public void none() {
            end(null);
        }

        @Override
        public void disconnect() {
            mark(null);
            if (!served.ended) {
                served.abort(connection);
            }
        }

        @Override
        public boolean isWanted() {
            return !served.ended && !isAnswered;
        }

        private void end(@Nullable Response answer) {
            mark(answer);
            response = answer;
            if (!served.ended) {
                served.sendReady(connection);
                served.pauseOrResume(connection);
            }
        }

        private void mark(@Nullable Response answer) {
            if (isAnswered) {
                throw new IllegalStateException("a request must be answered once: " + header);
            }
            isAnswered = true;
            served.watched(this, answer);
        }
    }
}
