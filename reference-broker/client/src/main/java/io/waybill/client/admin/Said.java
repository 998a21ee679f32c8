package io.waybill.client.admin;

import io.waybill.wire.message.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of the one thing that was asked for.
 *
 * @param error what went wrong
 * @param reason the same in words; empty where there are none
 * @param value what was said; null where something went wrong
 */
record Said<T>(ErrorCode error, String reason, @Nullable T value) {

    static <T> Said<T> of(T value) {
        return new Said<>(ErrorCode.NONE, "", value);
    }

    /** Says that it went wrong; an answer that says of what was asked for nothing at all proves nothing. */
    static <T> Said<T> failed(ErrorCode error, @Nullable String reason) {
        var certain = error == ErrorCode.NONE ? ErrorCode.UNKNOWN_SERVER_ERROR : error;
        return new Said<>(certain, reason == null ? "" : reason, null);
    }

    static <T> Said<T> nothing() {
        return failed(ErrorCode.UNKNOWN_SERVER_ERROR, "the answer does not say anything of what was asked for");
    }
}
