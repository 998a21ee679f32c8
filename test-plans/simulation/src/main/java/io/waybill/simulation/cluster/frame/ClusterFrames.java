package io.waybill.simulation.cluster.frame;

import io.waybill.raft.message.MessageCodec;
import io.waybill.simulation.quorum.QuorumFrames;
import io.waybill.simulator.trace.FrameDescriber;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ClientCodec;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what the nodes of a cluster and their clients say to each other. A response does not tell what it answers, so
 * the requests that were seen and not answered are remembered.
 */
public final class ClusterFrames implements FrameDescriber {

    private static final int MOST_BYTES = Integer.MAX_VALUE;
    private static final int LEAST_REMEMBERED = 1_000;

    private final ServerCodec server = new ServerCodec(ApiOffer.of(Arrays.asList(Api.values())), MOST_BYTES);
    private final ClientCodec client = new ClientCodec(MOST_BYTES);
    private final QuorumFrames quorum = new QuorumFrames();
    private final MessageWords words = new MessageWords();
    private final SortedMap<Exchange, RequestHeader> open = new TreeMap<>();

    /** A request on its way or unanswered: who asked whom, under which number. */
    private record Exchange(int asker, int asked, int correlationId) implements Comparable<Exchange> {
        @Override
        public int compareTo(Exchange other) {
            int order = Integer.compare(asker, other.asker);
            order = order != 0 ? order : Integer.compare(asked, other.asked);
            return order != 0 ? order : Integer.compare(correlationId, other.correlationId);
        }
    }

    /** Creates it. */
    public ClusterFrames() {}

    @Override
    public String describe(int from, int to, ByteBuffer frame) {
        if (frame.remaining() < Integer.BYTES || isOfQuorum(frame.get(frame.position()))) {
            return quorum.describe(from, to, frame);
        }
        var answered = new Exchange(to, from, frame.getInt(frame.position()));
        RequestHeader header = open.get(answered);
        if (header != null) {
            try {
                String text = words.of(client.readResponse(header, frame.duplicate()));
                open.remove(answered);
                return header.api().title() + " #" + header.correlationId() + " answers: " + text;
            } catch (BadFrame notThat) {
                return request(from, to, frame);
            }
        }
        return request(from, to, frame);
    }

    /** Frames of Kafka's protocol begin with a small number of two bytes or of four. */
    private static boolean isOfQuorum(byte first) {
        return first == MessageCodec.MARK || first == io.waybill.raft.client.ClientCodec.MARK;
    }

    private String request(int from, int to, ByteBuffer frame) {
        try {
            ReceivedRequest received = server.readRequest(frame.duplicate());
            RequestHeader header = received.header();
            if (open.size() > LEAST_REMEMBERED) {
                open.clear();
            }
            open.put(new Exchange(from, to, header.correlationId()), header);
            return header.api().title() + " #" + header.correlationId() + " asks: " + words.of(received.request());
        } catch (BadFrame e) {
            return "neither request nor answer: " + e.getMessage();
        }
    }
}
