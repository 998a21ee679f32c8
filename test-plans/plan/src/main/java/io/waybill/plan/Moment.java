package io.waybill.plan;

import io.waybill.fault.Schedule;
import io.waybill.system.NodeReport;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dangerous coincidence that a run is after. Nothing that a broker promises is hard to keep without one. A fault can
 * wait for one ({@link Schedule.When}, {@link AwaitedMoment}).
 *
 * <p>Every hit is an episode, not a message: messages within one episode stand and fall together. What each one means
 * is in its {@link #meaning}: there is no other definition.
 */
public enum Moment {
    LEADER_KILLED_WITH_SENDS_IN_FLIGHT(
            "leader killed with sends in flight",
            Seen.BY_US,
            "A partition's leader is killed while a send to that partition is invoked and not answered."),
    LEADER_PAUSED_WITH_SENDS_IN_FLIGHT(
            "leader paused with sends in flight",
            Seen.BY_US,
            "A partition's leader is paused while a send to that partition is invoked and not answered."),
    LEADER_CUT_OFF_WITH_SENDS_IN_FLIGHT(
            "leader cut off with sends in flight",
            Seen.BY_US,
            "A fault on links lets a partition's leader hear none of its followers, or be heard by none, while a send"
                    + " to that partition is invoked and not answered."),
    LEADER_KILLED_WHILE_A_FOLLOWER_WAS_BEHIND(
            "leader killed while a follower was behind",
            Seen.BY_US,
            "A partition's leader is killed while one of its followers is paused, dead or not in sync."),
    ACKNOWLEDGED_BY_A_LONE_LEADER(
            "acknowledged by a lone leader",
            Seen.BY_US,
            "While all followers of a partition are paused or dead, its leader acknowledges a send invoked meanwhile."),
    LONE_LEADER_KILLED(
            "lone leader killed after it acknowledged",
            Seen.BY_US,
            "A leader that has acknowledged something while all its followers were paused or dead is killed before one"
                    + " of them is back."),
    LAST_IN_SYNC_REPLICA_KILLED(
            "last in-sync replica killed",
            Seen.BY_US,
            "A node is killed that is a partition's only replica in sync, though there are others."),
    ALL_IN_SYNC_REPLICAS_DOWN(
            "all in-sync replicas down together",
            Seen.BY_US,
            "All replicas of a partition that are in sync, two or more, are killed or paused at the same time."),
    LONE_LEADER(
            "lone leader",
            Seen.IN_PARTITIONS,
            "A partition's leader, neither paused nor dead, has become its only replica in sync, though there are"
                    + " others."),
    IN_SYNC_REPLICAS_SHRANK(
            "in-sync replicas shrank", Seen.IN_PARTITIONS, "A replica of a partition is in sync no more."),
    LEADERSHIP_MOVED("leadership moved", Seen.IN_PARTITIONS, "A partition has another leader than it had before."),
    LIVE_LEADER_DEPOSED(
            "live leader deposed",
            Seen.IN_PARTITIONS,
            "A partition has another leader, although no fault had killed or paused the one before while it led."),
    CONTROLLER_MOVED(
            "controller moved", Seen.IN_THE_QUORUM, "The controllers' quorum has another leader than it had before."),
    LEADER_ELECTED_UNCLEANLY(
            "leader elected uncleanly",
            NodeReport.Kind.UNCLEAN_LEADER,
            "A replica leads that was not known to have everything: what it does not have is lost."),
    LOG_TRUNCATED(
            "log truncated", NodeReport.Kind.TRUNCATED, "A follower cuts off what it has and its leader has not."),
    APPENDED_BATCH_SENT_AGAIN(
            "appended batch sent again",
            NodeReport.Kind.SENT_AGAIN,
            "A producer sends a batch again that is appended already, and is answered as if it were the first time."),
    BATCH_REFUSED_OUT_OF_SEQUENCE(
            "batch refused as out of sequence",
            NodeReport.Kind.OUT_OF_SEQUENCE,
            "A leader refuses an idempotent producer's batch because it does not have those before it."),
    BATCH_REFUSED_WITH_TOO_FEW_IN_SYNC(
            "batch refused with too few in sync",
            NodeReport.Kind.TOO_FEW_IN_SYNC,
            "A leader refuses a batch because fewer replicas are in sync than must be; once until others are in sync."),
    APPENDED_AND_NOT_ANSWERED(
            "appended and not answered yet",
            Seen.SIMULATED,
            "A leader has appended what a producer sent and has not answered: whatever breaks now leaves the producer"
                    + " in doubt. Each batch brings it about, so it is not counted: it is for faults to wait for.");

    /** How a moment is noticed. */
    public enum Seen {
        /** By who breaks things and who counts the answers to clients, at once: on any system. */
        BY_US("at once, by the faults and the clients"),
        /** In what the cluster says of its partitions, when it is looked at next: on any system. */
        IN_PARTITIONS("in what the cluster says of its partitions, every 200 ms"),
        /** In what the cluster says of its controllers' quorum, when it is looked at next. */
        IN_THE_QUORUM("in what the cluster says of its quorum, every 200 ms"),
        /** In the nodes' own logs, which are followed. */
        IN_LOGS("in the nodes' logs, every 100 ms"),
        /** Only in a world that can be stopped in the middle of a node's step. */
        SIMULATED("in a simulated world alone");

        private final String how;

        Seen(String how) {
            this.how = how;
        }

        /** Returns how, as the end of a sentence. */
        public String how() {
            return how;
        }
    }

    private final String sentence;
    private final Seen seen;
    private final NodeReport.@Nullable Kind report;
    private final String meaning;

    Moment(String sentence, Seen seen, String meaning) {
        this.sentence = sentence;
        this.seen = seen;
        this.report = null;
        this.meaning = meaning;
    }

    Moment(String sentence, NodeReport.Kind report, String meaning) {
        this.sentence = sentence;
        this.seen = Seen.IN_LOGS;
        this.report = report;
        this.meaning = meaning;
    }

    /** Returns the moment of that name, as {@link #sentence} gives it. */
    public static Optional<Moment> of(String sentence) {
        return Arrays.stream(values())
                .filter(moment -> moment.sentence.equals(sentence))
                .findFirst();
    }

    /** Returns the moment that a node's log tells of in a report of that kind. */
    public static Moment of(NodeReport.Kind kind) {
        return Arrays.stream(values())
                .filter(moment -> moment.report == kind)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what it is, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** Returns how it is noticed. */
    public Seen seen() {
        return seen;
    }

    /** Returns of what nodes must tell in their logs for it to be noticed outside a simulated world. */
    public Optional<NodeReport.Kind> report() {
        return Optional.ofNullable(report);
    }

    /** Returns whether it is counted and recorded whenever it comes about; else it is only for faults to wait for. */
    public boolean isCounted() {
        return this != APPENDED_AND_NOT_ANSWERED;
    }

    /** Returns whether it comes about in partitions, so that one can be waited for in a certain one. */
    public boolean isOfPartition() {
        return this != CONTROLLER_MOVED;
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
