package io.waybill.broker.admin;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Answers which APIs a broker speaks, in which versions. No feature is named: what clients would take up by them, above
 * all {@code transaction.version} (KIP-890), is not there.
 */
final class VersionsHandler {

    private static final int NAMES_ITS_CLIENT = 3;
    private static final int NAMES_ITS_NODE = 5;
    private static final int NO_NODE = -1;

    /** What a client may be called, and its version (KIP-511). */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private final int broker;
    private final String clusterId;

    VersionsHandler(int broker, String clusterId) {
        this.broker = broker;
        this.clusterId = clusterId;
    }

    ApiVersionsResponse answer(ApiOffer offer, ReceivedRequest received, ApiVersionsRequest request) {
        ErrorCode error = received.error().isError()
                ? received.error()
                : check(received.header().version(), request);
        // Only who asked in too new a version needs the list beside an error, to ask again.
        return error.isError() && error != ErrorCode.UNSUPPORTED_VERSION
                ? new ApiVersionsResponse(error, List.of(), List.of(), -1, List.of())
                : offer.answer(error, ApiOffer.Features.NONE);
    }

    private ErrorCode check(int version, ApiVersionsRequest request) {
        boolean isNamed = NAME.matcher(request.clientSoftwareName()).matches()
                && NAME.matcher(request.clientSoftwareVersion()).matches();
        if (version >= NAMES_ITS_CLIENT && !isNamed) {
            return ErrorCode.INVALID_REQUEST;
        }
        return version >= NAMES_ITS_NODE ? checkNode(request) : ErrorCode.NONE;
    }

    /** KIP-1242: who has come to another node than it wanted must learn anew where the nodes of its cluster are. */
    private ErrorCode checkNode(ApiVersionsRequest request) {
        String wanted = request.clusterId();
        boolean isOne = request.nodeId() != NO_NODE;
        if (wanted == null) {
            return isOne ? ErrorCode.INVALID_REQUEST : ErrorCode.NONE;
        }
        if (!isOne) {
            return ErrorCode.INVALID_REQUEST;
        }
        boolean isHere = wanted.equals(clusterId) && request.nodeId() == broker;
        return isHere ? ErrorCode.NONE : ErrorCode.REBOOTSTRAP_REQUIRED;
    }
}
