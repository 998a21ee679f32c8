package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.FindCoordinatorResponse;
import java.util.List;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;

/** FindCoordinator, both ways. */
final class FindCoordinatorTranslator
        implements Translator<
                FindCoordinatorRequest,
                FindCoordinatorRequestData,
                FindCoordinatorResponse,
                FindCoordinatorResponseData> {

    /** From this version on a request has several keys. KIP-699. */
    private static final int BATCHED = 4;

    @Override
    public FindCoordinatorRequest readRequest(FindCoordinatorRequestData data, int version) {
        return new FindCoordinatorRequest(
                data.keyType(), version >= BATCHED ? data.coordinatorKeys() : List.of(data.key()));
    }

    @Override
    public FindCoordinatorRequestData writeRequest(FindCoordinatorRequest request, int version) {
        FindCoordinatorRequestData data = new FindCoordinatorRequestData().setKeyType(request.keyType());
        return version >= BATCHED
                ? data.setCoordinatorKeys(request.keys())
                : data.setKey(Convert.only(request.keys(), "key", version));
    }

    @Override
    public FindCoordinatorResponse readResponse(FindCoordinatorResponseData data, int version) {
        if (version >= BATCHED) {
            return new FindCoordinatorResponse(
                    Convert.list(data.coordinators(), FindCoordinatorTranslator::readResponseCoordinator));
        }
        return new FindCoordinatorResponse(List.of(new FindCoordinatorResponse.Coordinator(
                "", data.nodeId(), data.host(), data.port(), ErrorCode.of(data.errorCode()), data.errorMessage())));
    }

    @Override
    public FindCoordinatorResponseData writeResponse(FindCoordinatorResponse response, int version) {
        FindCoordinatorResponseData data = new FindCoordinatorResponseData();
        if (version >= BATCHED) {
            return data.setCoordinators(
                    Convert.list(response.coordinators(), FindCoordinatorTranslator::writeResponseCoordinator));
        }
        FindCoordinatorResponse.Coordinator coordinator = Convert.only(response.coordinators(), "coordinator", version);
        return data.setNodeId(coordinator.nodeId())
                .setHost(coordinator.host())
                .setPort(coordinator.port())
                .setErrorCode(coordinator.error().code())
                .setErrorMessage(coordinator.errorMessage());
    }

    private static FindCoordinatorResponse.Coordinator readResponseCoordinator(
            FindCoordinatorResponseData.Coordinator data) {
        return new FindCoordinatorResponse.Coordinator(
                data.key(),
                data.nodeId(),
                data.host(),
                data.port(),
                ErrorCode.of(data.errorCode()),
                data.errorMessage());
    }

    private static FindCoordinatorResponseData.Coordinator writeResponseCoordinator(
            FindCoordinatorResponse.Coordinator coordinator) {
        return new FindCoordinatorResponseData.Coordinator()
                .setKey(coordinator.key())
                .setNodeId(coordinator.nodeId())
                .setHost(coordinator.host())
                .setPort(coordinator.port())
                .setErrorCode(coordinator.error().code())
                .setErrorMessage(coordinator.errorMessage());
    }
}
