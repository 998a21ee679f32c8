package io.waybill.broker.metadata.rules;

import io.waybill.broker.metadata.command.CommandResult.Refused;
import io.waybill.broker.metadata.command.MetadataError;

/** A command is not carried out; thrown before anything is changed, never after. */
final class RefusedException extends RuntimeException {

    private final MetadataError error;

    RefusedException(MetadataError error, String message) {
        // No stack trace: a refusal is an ordinary answer, and it is frequent.
        super(message, null, false, false);
        this.error = error;
    }

    Refused result() {
        return new Refused(error, String.valueOf(getMessage()));
    }

    MetadataError error() {
        return error;
    }
}
