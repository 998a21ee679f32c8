package io.waybill.system;

import org.jspecify.annotations.Nullable;

/** A cluster could not be started. The message says what was missing and what to do. */
public final class ClusterFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message for people. */
    public ClusterFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
