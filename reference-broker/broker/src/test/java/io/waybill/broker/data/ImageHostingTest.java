package io.waybill.broker.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.image.BrokerEndpoint;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Endpoint;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageHostingTest {

    private final Desk desk = new Desk();
    private final MutableImage image = new MutableImage();
    private final ImageHosting hosting = new ImageHosting(0, image, new LocalReplicas() {
        @Override
        public Optional<Served> find(TopicPartition partition) {
            return partition.equals(desk.replica().partition()) ? Optional.of(desk.replica()) : Optional.empty();
        }

        @Override
        public boolean isOffline(TopicPartition partition) {
            return partition.partition() == 2;
        }
    });

    ImageHostingTest() {
        image.create(new TopicImage(Desk.ID, "orders", List.of(led(0, 4), led(1, 5), led(0, 6))));
    }

    private static PartitionState led(int leader, int epoch) {
        return new PartitionState(
                List.of(0, 1), List.of(0, 1), List.of(), List.of(), leader, epoch, 0, LeaderRecovery.RECOVERED);
    }

    @Test
    void a_replica_is_found_by_its_topics_name_and_id() {
        var expected = new Hosting.Lookup(desk.replica(), ErrorCode.NONE, new LeaderIdAndEpoch(0, 4));

        assertThat(hosting.byName("orders", 0)).isEqualTo(expected);
        assertThat(hosting.byId(Desk.ID, 0)).isEqualTo(expected);
    }

    @Test
    void what_is_elsewhere_offline_or_nowhere_is_told_apart() {
        assertThat(hosting.byName("orders", 1))
                .isEqualTo(new Hosting.Lookup(null, ErrorCode.NOT_LEADER_OR_FOLLOWER, new LeaderIdAndEpoch(1, 5)));
        assertThat(hosting.byName("orders", 2).error()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR);
        assertThat(hosting.byName("orders", 3).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(hosting.byName("orders", -1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(hosting.byName("invoices", 0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(hosting.byId(new UUID(1, 1), 0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
    }

    @Test
    void only_the_life_that_is_registered_counts() {
        var endpoint = new BrokerEndpoint("PLAINTEXT", new Endpoint("node1", 9092));
        image.put(new BrokerRegistration(1, new UUID(2, 2), 17, false, -1, List.of(endpoint), "b"));

        assertThat(hosting.isRegistered(1, 17)).isTrue();
        assertThat(hosting.isRegistered(1, 16)).isFalse();
        assertThat(hosting.isRegistered(2, 17)).isFalse();
        assertThat(hosting.endpoint(1)).contains(new NodeEndpoint(1, "node1", 9092, "b"));
        assertThat(hosting.endpoint(2)).isEmpty();
    }
}
