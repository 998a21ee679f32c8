package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.ErrorCode;
import org.junit.jupiter.api.Test;

/** Who is in the cluster. */
final class ClusterHandlerTest {

    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final Office office = Office.ofThree();
    private final AdminHandlers handlers = office.handlers();

    @Test
    void brokers_are_told_with_their_addresses() {
        var answer = ask(BROKERS, false);

        assertThat(answer.error()).isEqualTo(ErrorCode.NONE);
        assertThat(answer.clusterId()).isEqualTo(Office.CLUSTER_ID);
        assertThat(answer.controllerId()).isEqualTo(1);
        assertThat(answer.brokers())
                .containsExactly(
                        new DescribeClusterResponse.Broker(1, "host1", 9092, null, false),
                        new DescribeClusterResponse.Broker(2, "host2", 9092, null, false),
                        new DescribeClusterResponse.Broker(3, "host3", 9092, null, false));
    }

    @Test
    void a_fenced_broker_is_told_only_to_who_asks_for_such() {
        office.cluster.fence(2);

        assertThat(ask(BROKERS, false).brokers())
                .extracting(DescribeClusterResponse.Broker::brokerId)
                .containsExactly(1, 3);
        assertThat(ask(BROKERS, true).brokers())
                .contains(new DescribeClusterResponse.Broker(2, "host2", 9092, null, true))
                .hasSize(3);
    }

    @Test
    void a_broker_is_not_asked_for_the_endpoints_of_controllers() {
        var answer = ask(CONTROLLERS, false);

        assertThat(answer.error()).isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
        assertThat(answer.brokers()).isEmpty();
    }

    private DescribeClusterResponse ask(byte type, boolean includeFenced) {
        var request = new DescribeClusterRequest(type, includeFenced);
        return Office.answered(DescribeClusterResponse.class, answer -> handlers.describeCluster(request, answer));
    }
}
