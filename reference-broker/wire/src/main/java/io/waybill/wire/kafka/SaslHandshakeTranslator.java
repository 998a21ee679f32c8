package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.SaslHandshakeRequest;
import io.waybill.wire.message.SaslHandshakeResponse;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;

/** SaslHandshake, both ways. */
final class SaslHandshakeTranslator
        implements Translator<
                SaslHandshakeRequest, SaslHandshakeRequestData, SaslHandshakeResponse, SaslHandshakeResponseData> {

    @Override
    public SaslHandshakeRequest readRequest(SaslHandshakeRequestData data, int version) {
        return new SaslHandshakeRequest(data.mechanism());
    }

    @Override
    public SaslHandshakeRequestData writeRequest(SaslHandshakeRequest request, int version) {
        return new SaslHandshakeRequestData().setMechanism(request.mechanism());
    }

    @Override
    public SaslHandshakeResponse readResponse(SaslHandshakeResponseData data, int version) {
        return new SaslHandshakeResponse(ErrorCode.of(data.errorCode()), data.mechanisms());
    }

    @Override
    public SaslHandshakeResponseData writeResponse(SaslHandshakeResponse response, int version) {
        return new SaslHandshakeResponseData()
                .setErrorCode(response.error().code())
                .setMechanisms(response.mechanisms());
    }
}
