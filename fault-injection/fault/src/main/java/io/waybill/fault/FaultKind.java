package io.waybill.fault;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Every way in which a world may be able to break; what a {@link Fault.Single} is, without whom it hits. */
public enum FaultKind {
    /** A process ends without warning; what it wrote stays. */
    KILL("kill", Layer.PROCESS, Harm.NONE),
    /** A process stands still. */
    PAUSE("pause", Layer.PROCESS, Harm.NONE),
    /** A process is slow. */
    SLOW("slow", Layer.PROCESS, Harm.NONE),
    /** A node ends without warning, and what it had not synced is gone. */
    POWER_CUT("cut-power", Layer.PROCESS, Harm.NONE),
    /** A node ends without warning in the middle of a sync. */
    POWER_CUT_MID_SYNC("cut-power-mid-sync", Layer.PROCESS, Harm.NONE),
    /** A node ends without warning and comes back with an empty disk. */
    WIPE("wipe", Layer.PROCESS, Harm.AMNESIA),

    /** What travels over links is held back. */
    LINK_STALL("stall-links", Layer.LINK, Harm.NONE),
    /** What travels over links is lost without a word. */
    LINK_BLACKHOLE("blackhole-links", Layer.LINK, Harm.NONE),
    /** Connections break off and cannot be opened. */
    LINK_REFUSE("refuse-links", Layer.LINK, Harm.NONE),
    /** Connections break off once. */
    LINK_RESET("reset-links", Layer.LINK, Harm.NONE),
    /** What travels over links takes longer. */
    LINK_DELAY("delay-links", Layer.LINK, Harm.NONE),
    /** Few bytes a second pass. */
    LINK_THROTTLE("throttle-links", Layer.LINK, Harm.NONE),
    /** What travels over links arrives in pieces. */
    LINK_SLICE("slice-links", Layer.LINK, Harm.NONE),

    /** Syncs fail. */
    DISK_SYNC_FAILS("fail-syncs", Layer.DISK, Harm.NONE),
    /** The disk is full. */
    DISK_FULL("fill-disk", Layer.DISK, Harm.NONE),
    /** The disk is slow. */
    DISK_SLOW("slow-disk", Layer.DISK, Harm.NONE),
    /** The disk does not answer. */
    DISK_STALL("stall-disk", Layer.DISK, Harm.NONE),
    /** A bit of what is durable flips. */
    DISK_BIT_FLIP("flip-bit", Layer.DISK, Harm.CORRUPTION),
    /** A write lands elsewhere. */
    DISK_MISDIRECTED_WRITE("misdirect-write", Layer.DISK, Harm.AMNESIA),
    /** A file loses its end. */
    DISK_TRUNCATED_FILE("truncate-file", Layer.DISK, Harm.AMNESIA),
    /** Directory syncs claim what they did not do. */
    DISK_STALE_DIRECTORY("stale-directory", Layer.DISK, Harm.AMNESIA),

    /** The time of day is wrong for a while. */
    CLOCK_SKEW("skew-clock", Layer.CLOCK, Harm.NONE),
    /** Clocks run at the wrong speed. */
    CLOCK_DRIFT("drift-clock", Layer.CLOCK, Harm.NONE),
    /** The time of day jumps. */
    CLOCK_JUMP("jump-clock", Layer.CLOCK, Harm.NONE),

    /** A producer ends without warning and begins anew, as another session. */
    RESTART_PRODUCER("restart-producer", Layer.CLIENT, Harm.NONE),
    /** A consumer ends without warning and begins anew where it was. */
    RESTART_CONSUMER("restart-consumer", Layer.CLIENT, Harm.NONE);

    /** Those that need a disk of the node's own, and no more of one than that its power is cut and it fills up. */
    public static final Set<FaultKind> OF_OWN_DISKS = Collections.unmodifiableSet(EnumSet.of(POWER_CUT, DISK_FULL));

    /** What of a node a fault takes hold of. Faults of different layers may hold one node at once. */
    public enum Layer {
        /** The process or the machine: one such fault at a time holds a node. */
        PROCESS,
        /** Links; any number at once. */
        LINK,
        /** The disk; any number at once. */
        DISK,
        /** The clocks; any number at once. */
        CLOCK,
        /** No node, but a client: one such fault at a time holds it. */
        CLIENT;

        /** Returns whether one of some kinds takes hold of this. */
        public boolean isIn(Collection<FaultKind> kinds) {
            return kinds.stream().anyMatch(kind -> kind.layer == this);
        }
    }

    /** What a fault does to what a correct node had made durable. */
    public enum Harm {
        /** Nothing. */
        NONE,
        /** It is altered in a way that a checksum shows: the node can know. */
        CORRUPTION,
        /** It is gone without a trace: the node cannot know. */
        AMNESIA
    }

    private final String word;
    private final Layer layer;
    private final Harm harm;

    FaultKind(String word, Layer layer, Harm harm) {
        this.word = word;
        this.layer = layer;
        this.harm = harm;
    }

    /** Returns the word that plans and reports use: {@code cut-power}. */
    public String word() {
        return word;
    }

    /** Returns what of a node it takes hold of. */
    public Layer layer() {
        return layer;
    }

    /** Returns what it does to durable data. */
    public Harm harm() {
        return harm;
    }

    static FaultKind of(LinkFault fault) {
        return fault.match(new LinkFault.Cases<>() {
            @Override
            public FaultKind stall(LinkFault.Stall stall) {
                return LINK_STALL;
            }

            @Override
            public FaultKind blackhole(LinkFault.Blackhole blackhole) {
                return LINK_BLACKHOLE;
            }

            @Override
            public FaultKind refuse(LinkFault.Refuse refuse) {
                return LINK_REFUSE;
            }

            @Override
            public FaultKind reset(LinkFault.Reset reset) {
                return LINK_RESET;
            }

            @Override
            public FaultKind delay(LinkFault.Delay delay) {
                return LINK_DELAY;
            }

            @Override
            public FaultKind throttle(LinkFault.Throttle throttle) {
                return LINK_THROTTLE;
            }

            @Override
            public FaultKind slice(LinkFault.Slice slice) {
                return LINK_SLICE;
            }
        });
    }

    static FaultKind of(DiskFault fault) {
        if (fault instanceof DiskFault.SyncFails) {
            return DISK_SYNC_FAILS;
        }
        if (fault instanceof DiskFault.Full) {
            return DISK_FULL;
        }
        if (fault instanceof DiskFault.Slow) {
            return DISK_SLOW;
        }
        if (fault instanceof DiskFault.Stall) {
            return DISK_STALL;
        }
        if (fault instanceof DiskFault.BitFlip) {
            return DISK_BIT_FLIP;
        }
        if (fault instanceof DiskFault.MisdirectedWrite) {
            return DISK_MISDIRECTED_WRITE;
        }
        return fault instanceof DiskFault.TruncatedFile ? DISK_TRUNCATED_FILE : DISK_STALE_DIRECTORY;
    }

    static FaultKind of(ClockFault fault) {
        if (fault instanceof ClockFault.Skew) {
            return CLOCK_SKEW;
        }
        return fault instanceof ClockFault.Drift ? CLOCK_DRIFT : CLOCK_JUMP;
    }

    static FaultKind restartOf(ClientRole role) {
        return role == ClientRole.PRODUCER ? RESTART_PRODUCER : RESTART_CONSUMER;
    }

    /** Returns whether a node under it may be unable to take part, so that it counts against the majority. */
    public boolean hampers() {
        return switch (this) {
            case KILL, PAUSE, POWER_CUT, POWER_CUT_MID_SYNC, WIPE -> true;
            case LINK_STALL, LINK_BLACKHOLE, LINK_REFUSE -> true;
            // A node that meets one of these may rightly stop, and stay down until it is repaired.
            case DISK_SYNC_FAILS, DISK_FULL, DISK_STALL, DISK_BIT_FLIP, DISK_MISDIRECTED_WRITE -> true;
            case DISK_TRUNCATED_FILE, DISK_STALE_DIRECTORY -> true;
            case SLOW, LINK_RESET, LINK_DELAY, LINK_THROTTLE, LINK_SLICE, DISK_SLOW -> false;
            case CLOCK_SKEW, CLOCK_DRIFT, CLOCK_JUMP -> false;
            case RESTART_PRODUCER, RESTART_CONSUMER -> false;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
