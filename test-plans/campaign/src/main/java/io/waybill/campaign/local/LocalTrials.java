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
                unseen(
                        "S1",
                        "a process that is killed leaves its writes to the system: it takes a power cut of all nodes"
                                + " in the milliseconds between an acknowledgement and the sync"),
                unseen("S2", "a process that is killed leaves whole batches: it takes a power cut or a bad disk"),
                unseen("S3", "clients saw it in none of two thousand simulated storms, and those can break disks"),
                unseen("S4", "it takes a disk whose syncs fail, and a power cut after it"),
                unseen("S5", "clients saw it in none of two thousand simulated storms, and those can cut the power"),
                shown("I1", MAIN_JOB, IDEMPOTENT),
                unseen(
                        "I2",
                        "of a producer that was forgotten only a first batch is taken again; more takes a flaw in the"
                                + " producer too (K4), and those can be planted in the simulated world alone"),
                shown("I3", MAIN_JOB, IDEMPOTENT),
                shown("I4", MAIN_JOB, IDEMPOTENT),
                shown("I5", MAIN_JOB, IDEMPOTENT),
                unseen("I6", "masked: it takes a flaw in the producer too (K4), as for I2"),
                shown("I7", MAIN_JOB, IDEMPOTENT));
    }

    /** Returns the ids of all. */
    public static List<String> ids() {
        return all().stream().map(LocalTrial::id).toList();
    }
}
