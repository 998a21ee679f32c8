package io.waybill.raft.node;

import io.waybill.environment.Connection;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.raft.message.Message;
import io.waybill.raft.message.MessageCodec;
import io.waybill.raft.settings.RaftSettings;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections on which a member speaks to the others; what they say comes on connections of theirs. One is made
 * when there is something to say. What cannot be sent is dropped: whoever said it says it again.
 */
final class PeerLinks {

    private final Environment environment;
    private final RaftSettings settings;
    private final IntConsumer opened;
    private final IntConsumer closed;
    private final SortedMap<Integer, Peer> peers = new TreeMap<>();

    PeerLinks(Environment environment, RaftSettings settings, IntConsumer opened, IntConsumer closed) {
        this.environment = environment;
        this.settings = settings;
        this.opened = opened;
        this.closed = closed;
    }

    void send(int to, Message message) {
        var peer = peers.get(to);
        if (peer == null) {
            var address = settings.cluster().addresses().get(to);
            if (address == null) {
                return;
            }
            peer = new Peer(to, address);
            peers.put(to, peer);
        }
        peer.send(message);
    }

    /** One member and the connection to it. */
    private final class Peer implements Connection.Handler {

        private final int node;
        private final Endpoint address;
        private @Nullable Connection connection;
        private long delayNanos;
        private long notBefore;

        Peer(int node, Endpoint address) {
            this.node = node;
            this.address = address;
            this.notBefore = environment.clock().nanos();
        }

        void send(Message message) {
            var current = connection;
            if (current == null) {
                if (environment.clock().nanos() < notBefore) {
                    return;
                }
                current = environment.links().connect(address, this);
                connection = current;
            }
            if (current.isWritable()) {
                current.send(MessageCodec.encode(message));
            }
        }

        @Override
        public void onOpen(Connection it) {
            delayNanos = 0;
            opened.accept(node);
        }

        @Override
        public void onFrame(Connection it, ByteBuffer frame) {
            // Nobody answers here; answers come on the other member's own connection.
        }

        @Override
        public void onClosed(Connection it, Connection.CloseReason reason) {
            connection = null;
            var timing = settings.timing();
            delayNanos =
                    delayNanos == 0 ? timing.reconnectMinNanos() : Math.min(2 * delayNanos, timing.reconnectMaxNanos());
            notBefore = environment.clock().nanos() + delayNanos;
            closed.accept(node);
        }
    }
}
