package io.waybill.fault;

import org.jspecify.annotations.Nullable;

/** The cluster did not answer a question about itself in time. Under faults this is to be expected, and no error. */
public final class ClusterUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one that says what was asked and why there is no answer. */
    public ClusterUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
