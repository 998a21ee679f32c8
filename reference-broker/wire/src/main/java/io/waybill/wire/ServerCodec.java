package io.waybill.wire;

import io.waybill.wire.kafka.Frames;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The broker's side: reads requests and writes responses. Without state, so one serves all connections; responses must
 * leave a connection in the order of its requests, which is for the caller to see to.
 */
public final class ServerCodec {

    /** Api key, version and correlation id, which stand first in every version of the header. */
    private static final int FIXED_HEADER_BYTES = 8;

    private static final int VERSION_AT = 2;
    private static final int CORRELATION_ID_AT = 4;

    private final ApiOffer offer;
    private final int maxFrameBytes;

    /**
     * Makes the codec.
     *
     * @param offer what is answered; anything else is a bad frame
     * @param maxFrameBytes the largest request, without its length, for example {@code socket.request.max.bytes}
     */
    public ServerCodec(ApiOffer offer, int maxFrameBytes) {
        if (maxFrameBytes < FIXED_HEADER_BYTES) {
            throw new IllegalArgumentException("maxFrameBytes must be >= 8, was " + maxFrameBytes);
        }
        this.offer = offer;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Reads a request. What it carries as bytes are views of the frame: keep the frame unchanged as long as they are
     * used.
     *
     * @param frame from its position to its limit, without the length; its position is not moved
     * @throws BadFrame if it is no request, or none that is on offer
     */
    public ReceivedRequest readRequest(ByteBuffer frame) {
        ByteBuffer bytes = frame.slice();
        if (bytes.remaining() > maxFrameBytes) {
            throw new BadFrame(
                    BadFrame.Reason.OVERSIZED,
                    "a request may have " + maxFrameBytes + " bytes, this one has " + bytes.remaining());
        }
        if (bytes.remaining() < FIXED_HEADER_BYTES) {
            throw new BadFrame(
                    BadFrame.Reason.MALFORMED,
                    "a request has at least " + FIXED_HEADER_BYTES + " bytes, this one has " + bytes.remaining());
        }
        int key = bytes.getShort(0);
        int version = bytes.getShort(VERSION_AT);
        Api api = Api.of(key)
                .filter(offer::offers)
                .orElseThrow(() -> new BadFrame(BadFrame.Reason.UNKNOWN_API, "API " + key + " is not answered here"));
        if (offer.offers(api, version)) {
            RequestHeader header = Frames.readRequestHeader(api, version, bytes);
            return new ReceivedRequest(header, Frames.readRequest(api, version, bytes), ErrorCode.NONE);
        }
        if (api == Api.API_VERSIONS) {
            // The rest of the header may have any form, and none of it is needed to answer. KIP-511.
            RequestHeader header = new RequestHeader(api, 0, bytes.getInt(CORRELATION_ID_AT), null);
            return new ReceivedRequest(header, ApiVersionsRequest.UNKNOWN, ErrorCode.UNSUPPORTED_VERSION);
        }
        throw new BadFrame(
                BadFrame.Reason.UNSUPPORTED_VERSION,
                api.title() + " is answered in versions " + offer.range(api) + ", asked was " + version);
    }

    /** Writes the response to a request as one buffer, without its length. */
    public ByteBuffer writeResponse(RequestHeader header, Response response) {
        return Frames.writeResponse(header, response);
    }

    /**
     * Writes the response to a request as parts, to be sent one after the other. The payloads of {@code response} stand
     * among them as they are, so that a server can send what is in a file without reading it.
     */
    public List<Payload> writeResponseInParts(RequestHeader header, Response response) {
        return Frames.writeResponseInParts(header, response);
    }
}
