package io.waybill.broker.controller;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.wire.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata's refusals, and commands that did not end well, are on the wire.
 *
 * <p>What is certainly not done is {@link ErrorCode#NOT_CONTROLLER}, and what nobody knows about is
 * {@link ErrorCode#REQUEST_TIMED_OUT}: who asks may have to say later which of the two it was.
 */
public final class WireErrors {

    private WireErrors() {}

    /** Returns the error of the same number. */
    public static ErrorCode of(MetadataError error) {
        return ErrorCode.of(error.code());
    }

    /** Returns the refusal of the same number; {@link MetadataError#INVALID_REQUEST} where there is none. */
    public static MetadataError refusal(ErrorCode error) {
        return MetadataError.of(error.code()).orElse(MetadataError.INVALID_REQUEST);
    }

    /** Returns what became of a command as a whole. */
    static ErrorCode of(CommandOutcome outcome) {
        return outcome.match(
                applied -> of(applied.result().error()),
                notDone -> ErrorCode.NOT_CONTROLLER,
                unknown -> ErrorCode.REQUEST_TIMED_OUT);
    }

    /** Returns why a command was not carried out, in words; null where it was. */
    static @Nullable String message(CommandOutcome outcome) {
        return outcome.<@Nullable String>match(
                applied -> applied.result() instanceof CommandResult.Refused refused ? refused.message() : null,
                CommandOutcome.NotDone::reason,
                CommandOutcome.Unknown::reason);
    }
}
