package io.waybill.container;

/** Containers cannot be run here. The message says what is missing and the command that mends it. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message for people. */
    public EngineUnavailableException(String message) {
        super(message);
    }

    /** Makes one that something else caused. */
    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
