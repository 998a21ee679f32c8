package io.waybill.wire.kafka;

import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;

/** BrokerRegistration, both ways. */
final class BrokerRegistrationTranslator
        implements Translator<
                BrokerRegistrationRequest,
                BrokerRegistrationRequestData,
                BrokerRegistrationResponse,
                BrokerRegistrationResponseData> {

    @Override
    public BrokerRegistrationRequest readRequest(BrokerRegistrationRequestData data, int version) {
        return new BrokerRegistrationRequest(
                data.brokerId(),
                data.clusterId(),
                Convert.uuid(data.incarnationId()),
                Convert.list(data.listeners(), BrokerRegistrationTranslator::readRequestListener),
                Convert.list(data.features(), BrokerRegistrationTranslator::readRequestFeature),
                data.rack(),
                Convert.list(data.logDirs(), Convert::uuid),
                data.previousBrokerEpoch());
    }

    @Override
    public BrokerRegistrationRequestData writeRequest(BrokerRegistrationRequest request, int version) {
        return new BrokerRegistrationRequestData()
                .setBrokerId(request.brokerId())
                .setClusterId(request.clusterId())
                .setIncarnationId(Convert.uuid(request.incarnationId()))
                .setListeners(Convert.into(
                        new BrokerRegistrationRequestData.ListenerCollection(
                                request.listeners().size() + 1),
                        request.listeners(),
                        BrokerRegistrationTranslator::writeRequestListener))
                .setFeatures(Convert.into(
                        new BrokerRegistrationRequestData.FeatureCollection(
                                request.features().size() + 1),
                        request.features(),
                        BrokerRegistrationTranslator::writeRequestFeature))
                .setRack(request.rack())
                .setLogDirs(Convert.list(request.logDirs(), Convert::uuid))
                .setPreviousBrokerEpoch(request.previousBrokerEpoch());
    }

    private static BrokerRegistrationRequest.Feature readRequestFeature(BrokerRegistrationRequestData.Feature data) {
        return new BrokerRegistrationRequest.Feature(
                data.name(), data.minSupportedVersion(), data.maxSupportedVersion());
    }

    private static BrokerRegistrationRequestData.Feature writeRequestFeature(
            BrokerRegistrationRequest.Feature feature) {
        return new BrokerRegistrationRequestData.Feature()
                .setName(feature.name())
                .setMinSupportedVersion(feature.minSupportedVersion())
                .setMaxSupportedVersion(feature.maxSupportedVersion());
    }

    private static BrokerRegistrationRequest.Listener readRequestListener(BrokerRegistrationRequestData.Listener data) {
        return new BrokerRegistrationRequest.Listener(data.name(), data.host(), data.port(), data.securityProtocol());
    }

    private static BrokerRegistrationRequestData.Listener writeRequestListener(
            BrokerRegistrationRequest.Listener listener) {
        return new BrokerRegistrationRequestData.Listener()
                .setName(listener.name())
                .setHost(listener.host())
                .setPort(listener.port())
                .setSecurityProtocol(listener.securityProtocol());
    }

    @Override
    public BrokerRegistrationResponse readResponse(BrokerRegistrationResponseData data, int version) {
        return new BrokerRegistrationResponse(ErrorCode.of(data.errorCode()), data.brokerEpoch());
    }

    @Override
    public BrokerRegistrationResponseData writeResponse(BrokerRegistrationResponse response, int version) {
        return new BrokerRegistrationResponseData()
                .setErrorCode(response.error().code())
                .setBrokerEpoch(response.brokerEpoch());
    }
}
