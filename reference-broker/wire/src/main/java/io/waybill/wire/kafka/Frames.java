package io.waybill.wire.kafka;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.BadFrame;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.Readable;

/**
 * Frames, without the length that stands before them on a connection:
 *
 * <pre>
 *   request   api key (2) | version (2) | correlation id (4) | client id | [tags] | body
 *   response  correlation id (4) | [tags] | body
 * </pre>
 *
 * The generated code bounds what it allocates: it refuses a length that is larger than the rest of the frame before it
 * makes room for it.
 */
public final class Frames {

    private Frames() {}

    /** Reads the header of a request in a version that wire speaks, and moves {@code frame} to the body. */
    public static RequestHeader readRequestHeader(Api api, int version, ByteBuffer frame) {
        short headerVersion = MessageTypes.requestHeaderVersion(api, version);
        RequestHeaderData data = new RequestHeaderData();
        read(data, new ByteBufferAccessor(frame), headerVersion, () -> "the header of " + name(api, version));
        return new RequestHeader(api, version, data.correlationId(), data.clientId());
    }

    /**
     * Reads the body of a request. What follows it in {@code frame} is left unread, as Kafka does: librdkafka 2.16 for
     * example sends three bytes too many when it asks for all topics.
     */
    public static Request readRequest(Api api, int version, ByteBuffer frame) {
        ApiMessage data = MessageTypes.newRequest(api);
        read(data, RequestReader.of(api, frame), version, () -> name(api, version));
        return Translators.of(api).readRequest(data, version);
    }

    /** Reads the header of a response, moves {@code frame} to the body and returns the correlation id. */
    public static int readResponseHeader(Api api, int version, ByteBuffer frame) {
        ResponseHeaderData data = new ResponseHeaderData();
        short headerVersion = MessageTypes.responseHeaderVersion(api, version);
        read(data, new ByteBufferAccessor(frame), headerVersion, () -> "the response header of " + name(api, version));
        return data.correlationId();
    }

    /** Reads the body of a response, to the end of {@code frame}. */
    public static Response readResponse(Api api, int version, ByteBuffer frame) {
        ApiMessage data = MessageTypes.newResponse(api);
        Supplier<String> name = () -> "the response of " + name(api, version);
        read(data, new ByteBufferAccessor(frame), version, name);
        requireEnd(frame, name);
        return Translators.of(api).readResponse(data, version);
    }

    /**
     * Writes a request as one buffer.
     *
     * @throws IllegalArgumentException if the version of {@code header} cannot say it
     */
    public static ByteBuffer writeRequest(RequestHeader header, Request request) {
        requireSame(header, request.api());
        RequestHeaderData head = new RequestHeaderData()
                .setRequestApiKey(header.api().key())
                .setRequestApiVersion((short) header.version())
                .setCorrelationId(header.correlationId())
                .setClientId(header.clientId());
        short headerVersion = MessageTypes.requestHeaderVersion(header.api(), header.version());
        try {
            ApiMessage body = Translators.of(header.api()).writeRequest(request, header.version());
            return new Sized(head, headerVersion, body, (short) header.version()).inOneBuffer();
        } catch (UnsupportedVersionException | NullPointerException e) {
            throw new IllegalArgumentException(
                    name(header.api(), header.version()) + " cannot say this: " + e.getMessage(), e);
        }
    }

    /** Writes a response as one buffer. */
    public static ByteBuffer writeResponse(RequestHeader header, Response response) {
        return sized(header, response).inOneBuffer();
    }

    /** Writes a response as parts, in which payloads stand as they are. */
    public static List<Payload> writeResponseInParts(RequestHeader header, Response response) {
        return sized(header, response).inParts();
    }

    private static Sized sized(RequestHeader header, Response response) {
        requireSame(header, response.api());
        ResponseHeaderData head = new ResponseHeaderData().setCorrelationId(header.correlationId());
        short headerVersion = MessageTypes.responseHeaderVersion(header.api(), header.version());
        ApiMessage body = Translators.of(header.api()).writeResponse(response, header.version());
        return new Sized(head, headerVersion, body, (short) header.version());
    }

    private static void requireSame(RequestHeader header, Api api) {
        if (header.api() != api) {
            throw new IllegalArgumentException("a header of " + header.api() + " cannot stand before a " + api);
        }
        if (!api.hasVersion(header.version())) {
            throw new IllegalArgumentException(api.title() + " has versions " + api.oldestVersion() + " to "
                    + api.newestVersion() + ", was " + header.version());
        }
    }

    private static void read(Message data, Readable bytes, int version, Supplier<String> name) {
        try {
            data.read(bytes, (short) version);
        } catch (RuntimeException e) {
            // The generated code throws half a dozen unchecked exceptions for bytes that it cannot read.
            throw new BadFrame(BadFrame.Reason.MALFORMED, name.get() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireEnd(ByteBuffer frame, Supplier<String> name) {
        if (frame.hasRemaining()) {
            throw new BadFrame(
                    BadFrame.Reason.MALFORMED,
                    name.get() + " must end with its frame, " + frame.remaining() + " bytes follow");
        }
    }

    private static String name(Api api, int version) {
        return api.title() + " version " + version;
    }

    /** A header and a body whose size is known. */
    private static final class Sized {
        private final Message head;
        private final short headVersion;
        private final Message body;
        private final short bodyVersion;
        private final ObjectSerializationCache cache = new ObjectSerializationCache();
        private final MessageSizeAccumulator size = new MessageSizeAccumulator();

        Sized(Message head, short headVersion, Message body, short bodyVersion) {
            this.head = head;
            this.headVersion = headVersion;
            this.body = body;
            this.bodyVersion = bodyVersion;
            head.addSize(size, cache, headVersion);
            body.addSize(size, cache, bodyVersion);
        }

        ByteBuffer inOneBuffer() {
            ByteBuffer buffer = ByteBuffer.allocate(size.totalSize());
            write(new FrameWriter(buffer, false));
            return buffer.flip();
        }

        List<Payload> inParts() {
            FrameWriter writer = new FrameWriter(ByteBuffer.allocate(size.sizeExcludingZeroCopy()), true);
            write(writer);
            return writer.parts();
        }

        private void write(FrameWriter writer) {
            head.write(writer, cache, headVersion);
            body.write(writer, cache, bodyVersion);
        }
    }
}
