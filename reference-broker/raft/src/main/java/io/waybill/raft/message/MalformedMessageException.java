package io.waybill.raft.message;

/** Bytes that are no message: of another version, cut short, or not written by a member at all. */
public final class MalformedMessageException extends RuntimeException {

    /** Creates it with what is wrong and what was expected. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** Creates it with what is wrong and where it was noticed. */
    public MalformedMessageException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
