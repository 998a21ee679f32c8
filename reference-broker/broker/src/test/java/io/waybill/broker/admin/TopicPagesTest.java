package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest.Cursor;
import io.waybill.wire.message.DescribeTopicPartitionsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Topics page by page: everything is told once, wherever a page ends. */
final class TopicPagesTest {

    private final Office office = Office.ofThree();
    private final AdminHandlers handlers = office.handlers();

    TopicPagesTest() {
        office.cluster.create("a", new UUID(1, 1), partitions(5));
        office.cluster.create("z", new UUID(2, 2), partitions(3));
    }

    @Test
    void a_page_has_all_topics_by_name_where_there_is_room() {
        var page = ask(2_000, null);

        assertThat(told(page)).containsExactly("a-0", "a-1", "a-2", "a-3", "a-4", "t-0", "z-0", "z-1", "z-2");
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void pages_of_any_size_tell_everything_once() {
        var whole = told(ask(2_000, null));

        for (int limit = 1; limit <= 10; limit++) {
            List<String> told = new ArrayList<>();
            Cursor from = null;
            do {
                var page = ask(limit, from);
                assertThat(told(page)).hasSizeBetween(1, limit);
                told.addAll(told(page));
                var next = page.nextCursor();
                from = next == null ? null : new Cursor(next.topic(), next.partition());
            } while (from != null);
            assertThat(told).isEqualTo(whole);
        }
    }

    @Test
    void a_page_without_room_has_one_partition_all_the_same() {
        assertThat(told(ask(-5, null))).containsExactly("a-0");
    }

    @Test
    void a_cursor_of_a_partition_that_is_not_there_goes_on_with_the_next_topic() {
        assertThat(told(ask(2_000, new Cursor("a", Integer.MAX_VALUE)))).containsExactly("t-0", "z-0", "z-1", "z-2");
        assertThat(ask(2_000, new Cursor("z", Integer.MAX_VALUE)).nextCursor()).isNull();
    }

    @Test
    void a_cursor_of_a_topic_that_is_gone_says_so_and_goes_on() {
        var page = ask(2_000, new Cursor("b", 2), "a", "b", "z");

        assertThat(page.topics())
                .extracting(topic -> topic.topic() + " " + topic.error())
                .containsExactly("b UNKNOWN_TOPIC_OR_PARTITION", "z NONE");
    }

    @Test
    void a_cursor_before_the_first_partition_is_refused() {
        var page = ask(2_000, new Cursor("a", -1), "a");

        assertThat(page.topics())
                .extracting(DescribeTopicPartitionsResponse.Topic::error)
                .containsExactly(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void topics_are_told_by_name_however_they_were_asked_for() {
        var page = ask(2_000, null, "z", "no/name", "a");

        assertThat(page.topics())
                .extracting(topic -> topic.topic() + " " + topic.error())
                .containsExactly("a NONE", "no/name INVALID_TOPIC_EXCEPTION", "z NONE");
    }

    @Test
    void who_may_lead_again_is_told() {
        office.cluster.set("min.insync.replicas", "2");
        office.cluster.fence(3);
        office.cluster.fence(2);

        var partition = ask(2_000, null, "t").topics().get(0).partitions().get(0);

        var state = office.cluster.state();
        assertThat(state.elr()).isNotEmpty();
        assertThat(partition.eligibleLeaderReplicas()).isEqualTo(state.elr());
        assertThat(partition.isrNodes()).containsExactly(1);
        assertThat(partition.offlineReplicas()).containsExactly(2, 3);
        assertThat(partition.leaderId()).isEqualTo(1);
    }

    private DescribeTopicPartitionsResponse ask(int limit, @Nullable Cursor cursor, String... topics) {
        var request = new DescribeTopicPartitionsRequest(
                Arrays.stream(topics)
                        .map(DescribeTopicPartitionsRequest.Topic::new)
                        .toList(),
                limit,
                cursor);
        return Office.answered(
                DescribeTopicPartitionsResponse.class, answer -> handlers.describeTopicPartitions(request, answer));
    }

    private static List<String> told(DescribeTopicPartitionsResponse page) {
        return page.topics().stream()
                .flatMap(topic -> topic.partitions().stream().map(each -> topic.topic() + "-" + each.partition()))
                .toList();
    }

    private static List<List<Integer>> partitions(int count) {
        return Collections.nCopies(count, List.of(1, 2, 3));
    }
}
