package io.waybill.wire.message;

import org.jspecify.annotations.Nullable;

/**
 * What stands before every request.
 *
 * @param api which API is asked
 * @param version in which version, and so in which the answer is written
 * @param correlationId the number that the answer repeats
 * @param clientId what the client calls itself, null where it does not say
 */
public record RequestHeader(
        Api api, int version, int correlationId, @Nullable String clientId) {}
