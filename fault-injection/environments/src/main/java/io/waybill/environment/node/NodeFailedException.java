package io.waybill.environment.node;

/** A node ended too early or was not ready in time. The message carries the end of its log. */
public final class NodeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message for people. */
    public NodeFailedException(String message) {
        super(message);
    }
}
