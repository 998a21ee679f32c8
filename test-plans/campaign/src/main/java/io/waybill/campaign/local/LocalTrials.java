package io.waybill.campaign.local;

import static io.waybill.campaign.local.LocalTrial.shown;
import static io.waybill.campaign.local.LocalTrial.unseen;

import java.util.List;

/** What shows each flaw of the replication, the logs and the producers' states on a cluster of processes. */
public final class LocalTrials {

    private static final String MAIN_JOB = "exactly-once-under-kills-and-one-way-partitions";
    private static final String IDEMPOTENT = "idempotent";
    private static final String LAST_REPLICA = "one-in-sync-replica-is-not-enough-where-elections-are-unclean";
    private static final String CUT_OFF = "replicas-agree-when-leaders-return";
    private static final String READ_AT_ONCE = "read-at-once";
    private static final String READ_LATE = "read-late";
    private static final String ONLY_COPY = "the-only-copy-outlives-power-cuts-and-full-disks";
    private static final String POWER_CUT = "power-cut";
    private static final String PRODUCERS = "idempotence-outlives-restarts-and-changes-of-the-leader";
    private static final String RESTARTED = "restarted";
    private static final String LAGGARD = "only-who-has-everything-is-elected";
    private static final String JOINED = "joined";

    private LocalTrials() {}

    /** Returns all, in the order of the catalogue of flaws. */
    public static List<LocalTrial> all() {
        return List.of(
                shown("R1", MAIN_JOB, IDEMPOTENT),
                shown("R2", MAIN_JOB, IDEMPOTENT),
                shown("R3", LAGGARD, JOINED),
                shown("R4", CUT_OFF, READ_LATE),
                unseen(
                        "R5",
                        "two leaders must die, the second in the milliseconds between a follower's truncation and its"
                                + " next fetch: clients saw it in none of two thousand simulated storms"),
                shown("R6", CUT_OFF, READ_LATE),
                shown("R7", LAST_REPLICA, "isr1-clean"),
                shown("R8", LAST_REPLICA, "isr2-unclean"),
                shown("R9", LAST_REPLICA, "isr2-unclean"),
                shown("R10", CUT_OFF, READ_AT_ONCE),
                shown("R11", LAGGARD, "clean"),
                shown("R12", MAIN_JOB, IDEMPOTENT),
                unseen(
                        "R13",
                        "consumers ask a follower only when a leader sends them there, which takes racks, and a plan"
                                + " puts no node into one; who still asks a deposed leader names its epoch, and is"
                                + " refused for that"),
                unseen("R14", "nothing is lost by it alone: nobody commits through a leader that was deposed"),
                unseen(
                        "R15",
                        "what it says wrongly is where a partition ends, in the moments after an election, and a"
                                + " history has that from the time after the storm alone"),
                shown("S1", ONLY_COPY, POWER_CUT),
                shown("S2", ONLY_COPY, "full-disk"),
                unseen(
                        "S3",
                        "a read that begins where the index wrongly says finds bytes that are no batch, and is refused:"
                                + " consumers come to a stand, and what they did not read is unknown"),
                shown("S4", ONLY_COPY, POWER_CUT),
                shown("S5", "a-restarted-leader-knows-where-epochs-began", "acks-all"),
                shown("I1", MAIN_JOB, IDEMPOTENT),
                shown("I2", PRODUCERS, RESTARTED),
                shown("I3", MAIN_JOB, IDEMPOTENT),
                shown("I4", PRODUCERS, "truncated"),
                shown("I5", MAIN_JOB, IDEMPOTENT),
                shown("I6", PRODUCERS, RESTARTED),
                shown("I7", PRODUCERS, "overtaken"));
    }

    /** Returns the ids of all. */
    public static List<String> ids() {
        return all().stream().map(LocalTrial::id).toList();
    }
}
