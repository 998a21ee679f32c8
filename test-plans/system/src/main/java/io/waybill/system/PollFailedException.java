package io.waybill.system;

import org.jspecify.annotations.Nullable;

/** A poll ended with an error of the client's. What it would have returned, nobody knows. */
public final class PollFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one that says which consumer failed and why. */
    public PollFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
