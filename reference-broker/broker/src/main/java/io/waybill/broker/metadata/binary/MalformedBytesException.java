package io.waybill.broker.metadata.binary;

/** Bytes that are not what they should be. */
public final class MalformedBytesException extends RuntimeException {

    /** What is wrong, with the value and what was expected. */
    public MalformedBytesException(String message) {
        super(message);
    }

    /** What is wrong, and what noticed it. */
    public MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}
