package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.ApiVersionsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.RequestHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a broker says of itself, and to whom. What Kafka 4.4 answers was looked up by asking it. */
final class VersionsHandlerTest {

    private static final ApiOffer OFFER = ApiOffer.of(List.of(Api.API_VERSIONS, Api.FETCH));

    private final AdminHandlers handlers = Office.ofThree().handlers();

    @Test
    void who_asks_in_any_version_gets_the_list() {
        for (int version = 0; version <= 5; version++) {
            var answer = ask(version, new ApiVersionsRequest("test", "1", null, -1));

            assertThat(answer.error()).isEqualTo(ErrorCode.NONE);
            assertThat(answer.apis()).hasSize(2);
        }
    }

    @Test
    void no_feature_is_named() {
        var answer = ask(5, new ApiVersionsRequest("test", "1", null, -1));

        assertThat(answer.supportedFeatures()).isEmpty();
        assertThat(answer.finalizedFeatures()).isEmpty();
        assertThat(answer.finalizedFeaturesEpoch()).isEqualTo(-1);
    }

    @Test
    void who_asks_in_too_new_a_version_gets_the_list_beside_the_error() {
        var request = ApiVersionsRequest.UNKNOWN;
        var received = new ReceivedRequest(header(0), request, ErrorCode.UNSUPPORTED_VERSION);

        var answer =
                Office.answered(ApiVersionsResponse.class, it -> handlers.apiVersions(OFFER, received, request, it));

        assertThat(answer.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(answer.apis()).hasSize(2);
    }

    @Test
    void from_version_3_on_a_client_has_a_name() {
        for (String name : List.of("", " ", "a b", "-a", "a.", "a_b")) {
            assertThat(ask(3, new ApiVersionsRequest(name, "1", null, -1)))
                    .isEqualTo(failed(ErrorCode.INVALID_REQUEST));
            assertThat(ask(3, new ApiVersionsRequest("a", name, null, -1)))
                    .isEqualTo(failed(ErrorCode.INVALID_REQUEST));
        }
        for (String name : List.of("a", "apache-kafka-java", "4.4.0-SNAPSHOT")) {
            assertThat(ask(3, new ApiVersionsRequest(name, name, null, -1)).error())
                    .isEqualTo(ErrorCode.NONE);
        }
        assertThat(ask(2, ApiVersionsRequest.UNKNOWN).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void who_wanted_another_node_or_another_cluster_must_look_where_its_cluster_is() {
        assertThat(asIf(Office.CLUSTER_ID, 1)).isEqualTo(ErrorCode.NONE);
        assertThat(asIf(Office.CLUSTER_ID, 2)).isEqualTo(ErrorCode.REBOOTSTRAP_REQUIRED);
        assertThat(asIf("other", 1)).isEqualTo(ErrorCode.REBOOTSTRAP_REQUIRED);
    }

    @Test
    void a_cluster_without_a_node_and_a_node_without_a_cluster_are_no_wish() {
        assertThat(asIf(Office.CLUSTER_ID, -1)).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(asIf(null, 1)).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private ErrorCode asIf(@Nullable String clusterId, int node) {
        return ask(5, new ApiVersionsRequest("test", "1", clusterId, node)).error();
    }

    private ApiVersionsResponse ask(int version, ApiVersionsRequest request) {
        var received = new ReceivedRequest(header(version), request, ErrorCode.NONE);
        return Office.answered(ApiVersionsResponse.class, it -> handlers.apiVersions(OFFER, received, request, it));
    }

    private static RequestHeader header(int version) {
        return new RequestHeader(Api.API_VERSIONS, version, 1, "c");
    }

    private static ApiVersionsResponse failed(ErrorCode error) {
        return new ApiVersionsResponse(error, List.of(), List.of(), -1, List.of());
    }
}
