package io.waybill.client.cluster;

import io.waybill.wire.message.LeaderIdAndEpoch;
import java.util.List;
import java.util.UUID;

/**
 * A topic as a client knows it.
 *
 * @param id tells it from others of the same name; zero where the broker does not say
 * @param leaders who leads each partition, by its number; -1 where nobody is known to
 */
public record TopicLeaders(UUID id, List<LeaderIdAndEpoch> leaders) {

    /** The id of a topic whose broker speaks versions without ids. */
    public static final UUID NO_ID = new UUID(0, 0);

    /**
     * Which of the topics that had or have a name.
     *
     * @param topic its name
     * @param id as in {@link TopicLeaders}
     */
    public record Key(String topic, UUID id) {}

    public TopicLeaders {
        leaders = List.copyOf(leaders);
    }

    /** Returns who leads a partition; {@link LeaderIdAndEpoch#NONE} where that is not known. */
    public LeaderIdAndEpoch leader(int partition) {
        return partition >= 0 && partition < leaders.size() ? leaders.get(partition) : LeaderIdAndEpoch.NONE;
    }
}
