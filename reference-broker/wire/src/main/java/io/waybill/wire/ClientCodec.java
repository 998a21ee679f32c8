package io.waybill.wire;

import io.waybill.wire.kafka.Frames;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;

/** The client's side: writes requests and reads responses. Without state, so one serves all connections. */
public final class ClientCodec {

    private final int maxFrameBytes;

    /**
     * Makes the codec.
     *
     * @param maxFrameBytes the largest response, without its length
     */
    public ClientCodec(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Writes a request as one buffer, without its length.
     *
     * @throws IllegalArgumentException if the version of {@code header} cannot say what {@code request} says
     */
    public ByteBuffer writeRequest(RequestHeader header, Request request) {
        return Frames.writeRequest(header, request);
    }

    /**
     * Reads the response to a request. What it carries as bytes are views of the frame: keep the frame unchanged as
     * long as they are used.
     *
     * @param sent the header of the request that is answered
     * @param frame from its position to its limit, without the length; its position is not moved
     * @throws BadFrame if it is no response to that request
     */
    public Response readResponse(RequestHeader sent, ByteBuffer frame) {
        ByteBuffer bytes = frame.slice();
        if (bytes.remaining() > maxFrameBytes) {
            throw new BadFrame(
                    BadFrame.Reason.OVERSIZED,
                    "a response may have " + maxFrameBytes + " bytes, this one has " + bytes.remaining());
        }
        int correlationId = Frames.readResponseHeader(sent.api(), sent.version(), bytes);
        if (correlationId != sent.correlationId()) {
            throw new BadFrame(
                    BadFrame.Reason.UNEXPECTED_RESPONSE,
                    "expected the response to request " + sent.correlationId() + ", was to " + correlationId);
        }
        return Frames.readResponse(sent.api(), versionOf(sent, bytes), bytes);
    }

    /** Version 0, whatever was asked, where the broker does not know the version that was asked. KIP-511. */
    private static int versionOf(RequestHeader sent, ByteBuffer body) {
        boolean refused = sent.api() == Api.API_VERSIONS
                && body.remaining() >= Short.BYTES
                && body.getShort(body.position()) == ErrorCode.UNSUPPORTED_VERSION.code();
        return refused ? 0 : sent.version();
    }
}
