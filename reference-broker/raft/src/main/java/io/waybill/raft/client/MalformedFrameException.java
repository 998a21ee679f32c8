package io.waybill.raft.client;

/** Bytes that are no frame between a client and a member. */
public final class MalformedFrameException extends RuntimeException {

    /** Creates it with what is wrong and what was expected. */
    public MalformedFrameException(String message) {
        super(message);
    }

    /** Creates it with what is wrong and where it was noticed. */
    public MalformedFrameException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
