package io.waybill.wire.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks how far groups have consumed.
 *
 * @param groups an entry for each group; exactly one before version 8
 * @param requireStable whether offsets of undecided transactions are refused (version 7+)
 */
public record OffsetFetchRequest(List<Group> groups, boolean requireStable) implements Request {

    /** Copies its lists. */
    public OffsetFetchRequest {
        groups = List.copyOf(groups);
    }

    @Override
    public Api api() {
        return Api.OFFSET_FETCH;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.offsetFetch(this);
    }

    /**
     * What concerns one group.
     *
     * @param groupId the group
     * @param memberId the member (version 9+)
     * @param memberEpoch the epoch of the member, -1 for classic groups (version 9+)
     * @param topics the partitions, null for all that have an offset
     */
    public record Group(
            String groupId,
            @Nullable String memberId,
            int memberEpoch,
            @Nullable List<Topic> topics) {

        /** Copies its lists. */
        public Group {
            topics = topics == null ? null : List.copyOf(topics);
        }
    }

    /**
     * What concerns one topic.
     *
     * @param topic the name of the topic; empty where the version has its id instead (up to version 9)
     * @param topicId the id of the topic; zero where the version has its name instead (version 10+)
     * @param partitions the partitions asked for
     */
    public record Topic(String topic, UUID topicId, List<Integer> partitions) {

        /** Copies its lists. */
        public Topic {
            partitions = List.copyOf(partitions);
        }
    }
}
