package io.waybill.wire;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;

/**
 * A request that a server has read.
 *
 * @param header what stood before it; its version is the one to answer in
 * @param request what is asked
 * @param error {@link ErrorCode#UNSUPPORTED_VERSION} where a client asked for the API versions in a version that the
 *     server does not know: it is to be answered in version 0 with this error and the versions (KIP-511). Otherwise
 *     {@link ErrorCode#NONE}
 */
public record ReceivedRequest(RequestHeader header, Request request, ErrorCode error) {}
