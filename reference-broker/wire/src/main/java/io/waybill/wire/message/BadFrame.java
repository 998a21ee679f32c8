package io.waybill.wire.message;

/**
 * A frame that is no message of the protocol, or none that the receiver answers. There is nothing to say to whoever
 * sent it, so its connection should be closed. Frames throw this and nothing else.
 */
public final class BadFrame extends RuntimeException {

    private final Reason reason;

    /** Makes the exception; {@code message} names what was wrong, with which value, and what was expected. */
    public BadFrame(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Makes the exception for something that a decoder threw. */
    public BadFrame(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what kind of wrong it is. */
    public Reason reason() {
        return reason;
    }

    /** The kinds of wrong. */
    public enum Reason {
        /** The bytes do not make a message: too few, too many, or impossible ones. */
        MALFORMED,
        /** The frame is larger than the receiver allows. */
        OVERSIZED,
        /** The receiver does not answer this API. */
        UNKNOWN_API,
        /** The receiver does not answer this version of the API. */
        UNSUPPORTED_VERSION,
        /** The response answers another request. */
        UNEXPECTED_RESPONSE
    }
}
