package io.waybill.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our tables say what Kafka's own tables say. */
final class TablesTest {

    @ParameterizedTest
    @EnumSource(Api.class)
    void an_api_has_the_number_and_the_versions_that_kafka_gives_it(Api api) {
        var theirs = ApiKeys.valueOf(api.name());

        var range = theirs.toApiVersion(false).orElseThrow();

        assertThat(api.key()).isEqualTo(theirs.id);
        assertThat(api.title()).isEqualTo(theirs.name);
        assertThat(api.oldestVersion()).isEqualTo(range.minVersion());
        assertThat(api.newestVersion()).isEqualTo(range.maxVersion());
        assertThat(Api.of(api.key())).contains(api);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void the_messages_and_headers_of_an_api_are_those_that_kafka_gives_it(Api api) {
        var theirs = ApiMessageType.fromApiKey(api.key());

        for (int version = api.oldestVersion(); version <= api.newestVersion(); version++) {
            assertThat(MessageTypes.requestHeaderVersion(api, version))
                    .isEqualTo(theirs.requestHeaderVersion((short) version));
            assertThat(MessageTypes.responseHeaderVersion(api, version))
                    .isEqualTo(theirs.responseHeaderVersion((short) version));
        }
        assertThat(MessageTypes.newRequest(api)).hasSameClassAs(theirs.newRequest());
        assertThat(MessageTypes.newResponse(api)).hasSameClassAs(theirs.newResponse());
    }

    @ParameterizedTest
    @EnumSource(Errors.class)
    void an_error_has_the_name_that_kafka_gives_it(Errors theirs) {
        var ours = ErrorCode.of(theirs.code());

        assertThat(ours.name()).isEqualTo(theirs.name());
        assertThat(ours.code()).isEqualTo(theirs.code());
        assertThat(ours.isRetriable()).isEqualTo(theirs.exception() instanceof RetriableException);
    }

    @Test
    void an_error_of_the_future_is_unknown() {
        var error = ErrorCode.of(30_000);

        assertThat(error).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
    }

    @Test
    void no_error_is_missing() {
        var ours = ErrorCode.values();

        assertThat(ours).hasSameSizeAs(Errors.values());
    }
}
