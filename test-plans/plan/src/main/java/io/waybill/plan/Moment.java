package io.waybill.plan;

import io.waybill.fault.Schedule;
import java.util.Arrays;
import java.util.Optional;

/**
 * A dangerous coincidence that a run is after. Nothing that a broker promises is hard to keep without one. A fault can
 * wait for one ({@link Schedule.When}) by its {@link #sentence}.
 *
 * <p>Every hit is an episode, not a message: messages within one episode stand and fall together.
 */
public enum Moment {
    /** A partition's leader was killed while a send to that partition was invoked and not answered. */
    LEADER_KILLED_WITH_SENDS_IN_FLIGHT("leader killed with sends in flight"),
    /** A partition's leader was paused while a send to that partition was invoked and not answered. */
    LEADER_PAUSED_WITH_SENDS_IN_FLIGHT("leader paused with sends in flight"),
    /** A partition's leader was killed while one of its followers was paused, dead or not in sync. */
    LEADER_KILLED_WHILE_A_FOLLOWER_WAS_BEHIND("leader killed while a follower was behind"),
    /** While all followers of a partition were paused or dead, its leader acknowledged a send invoked meanwhile. */
    ACKNOWLEDGED_BY_A_LONE_LEADER("acknowledged by a lone leader"),
    /** A lone leader that had acknowledged something alone was killed before a follower was back. */
    LONE_LEADER_KILLED("lone leader killed after it acknowledged"),
    /** A partition was seen with another leader than before. */
    LEADERSHIP_MOVED("leadership moved"),
    /**
     * A producer sent a batch again that was appended already, and was answered as if it were the first time. Only
     * brokers that tell of it can be seen to do so: our own.
     */
    APPENDED_BATCH_SENT_AGAIN("appended batch sent again"),
    /**
     * A leader has appended what a producer sent and has not answered yet: whatever breaks now leaves the producer in
     * doubt. Each batch brings it about, so it is nothing to count: it is for faults to wait for. Only simulated
     * brokers tell of it.
     */
    APPENDED_AND_NOT_ANSWERED("appended and not answered yet");

    private final String sentence;

    Moment(String sentence) {
        this.sentence = sentence;
    }

    /** Returns the moment of that name, as {@link #sentence} gives it. */
    public static Optional<Moment> of(String sentence) {
        return Arrays.stream(values())
                .filter(moment -> moment.sentence.equals(sentence))
                .findFirst();
    }

    /** Returns whether it is counted and recorded whenever it comes about; else it is only for faults to wait for. */
    public boolean isCounted() {
        return this != APPENDED_AND_NOT_ANSWERED;
    }

    /** Returns whether only the brokers can tell of it, not their clients and not their administrators. */
    public boolean isToldByBrokers() {
        return this == APPENDED_BATCH_SENT_AGAIN || this == APPENDED_AND_NOT_ANSWERED;
    }

    /** Returns its name as histories and reports write it: {@code leader killed with sends in flight}. */
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
