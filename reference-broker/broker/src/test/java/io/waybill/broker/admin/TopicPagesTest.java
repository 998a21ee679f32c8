package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest.Cursor;
import io.waybill.wire.message.DescribeTopicPartitionsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicPagesTest {

    private final Counter counter = Counter.ofThree();

    TopicPagesTest() {
        counter.cluster.create("a", new UUID(8, 8), List.of(List.of(1), List.of(2), List.of(3)));
        counter.cluster.create("b", new UUID(8, 9), List.of(List.of(1), List.of(2)));
    }

    private DescribeTopicPartitionsResponse ask(List<String> topics, int limit, @Nullable Cursor from) {
        var request = new DescribeTopicPartitionsRequest(
                topics.stream().map(DescribeTopicPartitionsRequest.Topic::new).toList(), limit, from);
        return counter.answer(
                DescribeTopicPartitionsResponse.class,
                answer -> counter.handlers.describeTopicPartitions(request, answer));
    }

    private static Stream<String> names(DescribeTopicPartitionsResponse page) {
        return page.topics().stream()
                .flatMap(topic -> topic.partitions().stream().map(each -> topic.topic() + "-" + each.partition()));
    }

    @Test
    void pages_of_any_size_are_all_partitions_once() {
        for (int limit = 1; limit <= 7; limit++) {
            List<String> seen = new ArrayList<>();
            Cursor from = null;
            do {
                var page = ask(List.of(), limit, from);
                assertThat(names(page).count()).isLessThanOrEqualTo(limit);
                names(page).forEach(seen::add);
                var next = page.nextCursor();
                from = next == null ? null : new Cursor(next.topic(), next.partition());
            } while (from != null);

            assertThat(seen).as("limit %d", limit).containsExactly("a-0", "a-1", "a-2", "b-0", "b-1", "t-0");
        }
    }

    @Test
    void topics_that_are_named_come_in_the_order_of_their_names() {
        var page = ask(List.of("t", "missing", "a"), 100, null);

        assertThat(page.topics())
                .extracting(DescribeTopicPartitionsResponse.Topic::topic)
                .containsExactly("a", "missing", "t");
        assertThat(page.topics().get(1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void a_cursor_to_what_is_gone_goes_on_behind_it() {
        assertThat(names(ask(List.of(), 100, new Cursor("aa", 3)))).containsExactly("b-0", "b-1", "t-0");
        assertThat(names(ask(List.of(), 100, new Cursor("b", 9)))).containsExactly("t-0");
    }

    @Test
    void a_cursor_must_be_of_a_partition() {
        var page = ask(List.of("a"), 100, new Cursor("a", -1));

        assertThat(page.topics())
                .extracting(DescribeTopicPartitionsResponse.Topic::error)
                .containsExactly(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void who_may_lead_though_not_in_sync_is_told() {
        counter.cluster.set("min.insync.replicas", "2");
        counter.cluster.fence(2);
        counter.cluster.fence(3);

        var partition = ask(List.of("t"), 1, null).topics().get(0).partitions().get(0);

        assertThat(partition.isrNodes()).containsExactly(1);
        assertThat(partition.eligibleLeaderReplicas()).containsExactly(3);
        assertThat(partition.offlineReplicas()).containsExactly(2, 3);
    }
}
