package io.waybill.broker.admin;

import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.DescribeTopicPartitionsResponse;
import io.waybill.wire.message.DescribeTopicPartitionsResponse.Cursor;
import io.waybill.wire.message.DescribeTopicPartitionsResponse.Partition;
import io.waybill.wire.message.DescribeTopicPartitionsResponse.Topic;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers topics page by page, in the order of their names (KIP-966). */
final class TopicPages {

    /** Kafka's {@code max.request.partition.size.limit}. */
    private static final int MOST_PARTITIONS = 2_000;

    private static final UUID NO_ID = new UUID(0, 0);

    private final ClusterSight sight;

    TopicPages(ClusterSight sight) {
        this.sight = sight;
    }

    DescribeTopicPartitionsResponse answer(DescribeTopicPartitionsRequest request) {
        var from = request.cursor();
        if (from != null && from.partition() < 0) {
            var wrong = request.topics().stream()
                    .map(topic -> failed(topic.topic(), ErrorCode.INVALID_REQUEST))
                    .toList();
            return new DescribeTopicPartitionsResponse(wrong, null);
        }
        var page = new Page(Math.max(1, Math.min(MOST_PARTITIONS, request.responsePartitionLimit())));
        for (String name : names(request, from)) {
            int first = from != null && name.equals(from.topic()) ? from.partition() : 0;
            if (!page.add(name, first)) {
                break;
            }
        }
        return new DescribeTopicPartitionsResponse(page.topics, page.next);
    }

    private SortedSet<String> names(
            DescribeTopicPartitionsRequest request, DescribeTopicPartitionsRequest.@Nullable Cursor from) {
        var names = new TreeSet<String>();
        if (request.topics().isEmpty()) {
            sight.image().topics().forEach(topic -> names.add(topic.name()));
        } else {
            request.topics().forEach(topic -> names.add(topic.topic()));
            if (from != null) {
                names.add(from.topic());
            }
        }
        return from == null ? names : names.tailSet(from.topic());
    }

    private static Topic failed(String name, ErrorCode error) {
        return new Topic(error, name, NO_ID, false, List.of());
    }

    private Partition partition(int number, PartitionState state) {
        return new Partition(
                ErrorCode.NONE,
                number,
                sight.leader(state),
                state.leaderEpoch(),
                state.replicas(),
                state.isr(),
                state.elr(),
                state.lastKnownElr(),
                sight.offline(state));
    }

    /** What is answered at once. */
    private final class Page {

        private final List<Topic> topics = new ArrayList<>();
        private @Nullable Cursor next;
        private int room;

        Page(int room) {
            this.room = room;
        }

        /** Adds a topic from a partition on, as far as there is room. Returns whether all of it was added. */
        boolean add(String name, int first) {
            if (room == 0) {
                next = new Cursor(name, 0);
                return false;
            }
            var known = sight.image().topic(name);
            if (known.isEmpty()) {
                topics.add(failed(name, ClusterSight.missing(name)));
                return true;
            }
            return add(known.get(), first);
        }

        private boolean add(TopicImage topic, int from) {
            int size = topic.partitions().size();
            // A cursor may be of a topic that had more partitions, or of nobody's making.
            int first = Math.min(from, size);
            int end = Math.min(size, first + room);
            List<Partition> partitions = new ArrayList<>();
            for (int i = first; i < end; i++) {
                partitions.add(partition(i, topic.partitions().get(i)));
            }
            topics.add(new Topic(ErrorCode.NONE, topic.name(), topic.id(), false, partitions));
            room -= partitions.size();
            boolean isWhole = end == size;
            next = isWhole ? null : new Cursor(topic.name(), end);
            return isWhole;
        }
    }
}
