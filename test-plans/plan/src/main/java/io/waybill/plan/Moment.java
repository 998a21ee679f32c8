package io.waybill.plan;

/**
 * A dangerous coincidence that a run is after. Nothing that a broker promises is hard to keep without one.
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
     * brokers that tell of it can be seen to do so: simulated ones.
     */
    APPENDED_BATCH_SENT_AGAIN("appended batch sent again");

    private final String sentence;

    Moment(String sentence) {
        this.sentence = sentence;
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
