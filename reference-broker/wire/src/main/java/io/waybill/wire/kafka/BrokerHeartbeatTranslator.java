package io.waybill.wire.kafka;

import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;

/** BrokerHeartbeat, both ways. */
final class BrokerHeartbeatTranslator
        implements Translator<
                BrokerHeartbeatRequest,
                BrokerHeartbeatRequestData,
                BrokerHeartbeatResponse,
                BrokerHeartbeatResponseData> {

    @Override
    public BrokerHeartbeatRequest readRequest(BrokerHeartbeatRequestData data, int version) {
        return new BrokerHeartbeatRequest(
                data.brokerId(),
                data.brokerEpoch(),
                data.currentMetadataOffset(),
                data.wantFence(),
                data.wantShutDown(),
                Convert.list(data.offlineLogDirs(), Convert::uuid),
                Convert.nullableList(data.cordonedLogDirs(), Convert::uuid));
    }

    @Override
    public BrokerHeartbeatRequestData writeRequest(BrokerHeartbeatRequest request, int version) {
        return new BrokerHeartbeatRequestData()
                .setBrokerId(request.brokerId())
                .setBrokerEpoch(request.brokerEpoch())
                .setCurrentMetadataOffset(request.currentMetadataOffset())
                .setWantFence(request.wantFence())
                .setWantShutDown(request.wantShutDown())
                .setOfflineLogDirs(Convert.list(request.offlineLogDirs(), Convert::uuid))
                .setCordonedLogDirs(Convert.nullableList(request.cordonedLogDirs(), Convert::uuid));
    }

    @Override
    public BrokerHeartbeatResponse readResponse(BrokerHeartbeatResponseData data, int version) {
        return new BrokerHeartbeatResponse(
                ErrorCode.of(data.errorCode()), data.isCaughtUp(), data.isFenced(), data.shouldShutDown());
    }

    @Override
    public BrokerHeartbeatResponseData writeResponse(BrokerHeartbeatResponse response, int version) {
        return new BrokerHeartbeatResponseData()
                .setErrorCode(response.error().code())
                .setIsCaughtUp(response.isCaughtUp())
                .setIsFenced(response.isFenced())
                .setShouldShutDown(response.shouldShutDown());
    }
}
