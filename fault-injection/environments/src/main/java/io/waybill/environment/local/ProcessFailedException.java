package io.waybill.environment.local;

/** A child process ended too early or was not ready in time. The message carries the end of its log. */
public final class ProcessFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message for people. */
    public ProcessFailedException(String message) {
        super(message);
    }
}
