package io.waybill.rpc;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of others. Each connection's answers leave in the order of its requests, however long one takes;
 * what cannot be read ends its connection and harms no other.
 *
 * <p>Used on the environment's loop only, where it also calls back.
 */
public final class RpcServer {

    /** Who sends more without waiting for answers is cut off: nothing here can make it wait. */
    private static final int MOST_WAITING = 1_000;

    private final ServerCodec codec;
    private final RequestHandler handler;

    private RpcServer(ServerCodec codec, RequestHandler handler) {
        this.codec = codec;
        this.handler = handler;
    }

    /** Begins to answer at an endpoint, until the incarnation ends. */
    public static void listen(Environment environment, Endpoint at, ServerCodec codec, RequestHandler handler) {
        var server = new RpcServer(codec, handler);
        environment.links().listen(at, connection -> server.new Served());
    }

    /** One connection that somebody has opened. */
    private final class Served implements Connection.Handler {

        private final ArrayDeque<Slot> slots = new ArrayDeque<>();
        private boolean ended;

        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            if (ended) {
                return;
            }
            ReceivedRequest received;
            try {
                received = codec.readRequest(frame);
            } catch (BadFrame e) {
                abort(connection);
                return;
            }
            if (slots.size() >= MOST_WAITING) {
                abort(connection);
                return;
            }
            var slot = new Slot(this, connection, received.header());
            slots.add(slot);
            handler.handle(received, slot);
        }

        /** What it sent behind is not acted upon, and nothing more is answered. */
        private void abort(Connection connection) {
            ended = true;
            slots.clear();
            connection.abort();
        }

        private void sendReady(Connection connection) {
            var first = slots.peek();
            while (first != null && first.isAnswered) {
                slots.remove();
                if (first.response != null) {
                    connection.send(codec.writeResponse(first.header, first.response));
                }
                first = slots.peek();
            }
        }

        @Override
        public void onClosed(Connection connection, Connection.CloseReason reason) {
            ended = true;
            slots.clear();
        }
    }

    /** The place of one answer among those of its connection. */
    private static final class Slot implements RequestHandler.Answer {

        private final Served served;
        private final Connection connection;
        private final RequestHeader header;
        private @Nullable Response response;
        private boolean isAnswered;

        Slot(Served served, Connection connection, RequestHeader header) {
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
            mark();
            if (!served.ended) {
                served.abort(connection);
            }
        }

        @Override
        public boolean isWanted() {
            return !served.ended && !isAnswered;
        }

        private void end(@Nullable Response answer) {
            mark();
            response = answer;
            if (!served.ended) {
                served.sendReady(connection);
            }
        }

        private void mark() {
            if (isAnswered) {
                throw new IllegalStateException("a request must be answered once: " + header);
            }
            isAnswered = true;
        }
    }
}
