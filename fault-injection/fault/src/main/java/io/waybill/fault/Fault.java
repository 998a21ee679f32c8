package io.waybill.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What breaks, whom it hits and for how long. A fault is data; {@link Nemesis} makes it happen. */
public sealed interface Fault {

    /** Returns the word that plans and reports use: {@code kill}, {@code pause}, or a combination's own name. */
    String kind();

    /** How many nodes may be under faults at once. */
    enum Reach {
        /** A majority of the nodes stays untouched, whatever else is going on; the default. */
        MINORITY,
        /** Any number: the fault means to take the quorum away. */
        ANY
    }

    /** A fault that is not made of others. */
    sealed interface Single extends Fault {
        /** Returns in which way the world breaks. */
        FaultKind faultKind();

        /** Returns whom it hits, as a plan names it: one victim, or those of a shape. */
        List<Victim> victims();

        /** Returns what it hits in words: {@code leader of orders-0}. */
        String target();

        /** Returns how long it lasts, from its start to the start of its repair. */
        Span lasting();

        /** Returns how many nodes it may take together with what else is going on. */
        Reach reach();

        @Override
        default String kind() {
            return faultKind().word();
        }

        /** Calls the method of this fault's case. */
        default <R> R matchSingle(SingleCases<R> cases) {
            if (this instanceof Kill kill) {
                return cases.kill(kill);
            }
            if (this instanceof Pause pause) {
                return cases.pause(pause);
            }
            if (this instanceof PowerCut cut) {
                return cases.powerCut(cut);
            }
            if (this instanceof Slow slow) {
                return cases.slow(slow);
            }
            if (this instanceof OnLinks links) {
                return cases.onLinks(links);
            }
            if (this instanceof OnDisk disk) {
                return cases.onDisk(disk);
            }
            return this instanceof OnClock clock ? cases.onClock(clock) : cases.restartClient((RestartClient) this);
        }
    }

    /** A single fault on nodes, not on links. */
    sealed interface OnNodes extends Single {
        /** Returns whom it hits: nodes, not clients. */
        Victim victim();

        @Override
        default List<Victim> victims() {
            return List.of(victim());
        }

        @Override
        default String target() {
            return victim().toString();
        }
    }

    /**
     * The node's process ends without warning (SIGKILL) and is started again on the same data after {@code lasting}.
     */
    record Kill(Victim victim, Span lasting, Reach reach) implements OnNodes {
        public Kill {
            requireNodes("kill", victim);
        }

        @Override
        public FaultKind faultKind() {
            return FaultKind.KILL;
        }

        @Override
        public String toString() {
            return "kill " + victim + " for " + lasting;
        }
    }

    /**
     * The node's process stands still (SIGSTOP), with its connections open, and goes on (SIGCONT) after
     * {@code lasting}.
     */
    record Pause(Victim victim, Span lasting, Reach reach) implements OnNodes {
        public Pause {
            requireNodes("pause", victim);
        }

        @Override
        public FaultKind faultKind() {
            return FaultKind.PAUSE;
        }

        @Override
        public String toString() {
            return "pause " + victim + " for " + lasting;
        }
    }

    /** What a node has lost when it comes back from a {@link PowerCut}. */
    enum Loss {
        /** What it had not synced when the power went. */
        UNSYNCED,
        /** The same, and the power goes in the middle of a sync: nobody knows how much of that is durable. */
        MID_SYNC,
        /** Everything: it starts on an empty disk. */
        EVERYTHING
    }

    /** The node's machine is without power, and started again after {@code lasting} with what it then still has. */
    record PowerCut(Victim victim, Loss loss, Span lasting, Reach reach) implements OnNodes {
        public PowerCut {
            requireNodes("power cut", victim);
        }

        @Override
        public FaultKind faultKind() {
            return switch (loss) {
                case UNSYNCED -> FaultKind.POWER_CUT;
                case MID_SYNC -> FaultKind.POWER_CUT_MID_SYNC;
                case EVERYTHING -> FaultKind.WIPE;
            };
        }

        @Override
        public String toString() {
            return kind() + " " + victim + " for " + lasting;
        }
    }

    /**
     * Everything that the node does takes longer.
     *
     * @param factor how many times as long, 2 or more
     */
    record Slow(Victim victim, int factor, Span lasting, Reach reach) implements OnNodes {
        public Slow {
            requireNodes("slowness", victim);
            if (factor < 2) {
                throw new IllegalArgumentException("a slow node must be >= 2 times as slow, was " + factor);
            }
        }

        @Override
        public FaultKind faultKind() {
            return FaultKind.SLOW;
        }

        @Override
        public String toString() {
            return "slow " + victim + " " + factor + " times for " + lasting;
        }
    }

    /** Links are broken, all of a shape at once. */
    record OnLinks(Shape shape, LinkFault fault, Span lasting, Reach reach) implements Single {
        @Override
        public FaultKind faultKind() {
            return FaultKind.of(fault);
        }

        @Override
        public List<Victim> victims() {
            return shape.victims();
        }

        @Override
        public String target() {
            return shape.toString();
        }

        @Override
        public String toString() {
            return kind() + " " + shape + " for " + lasting;
        }
    }

    /** A disk is broken. What a fault has destroyed stays so after its end. */
    record OnDisk(Victim victim, DiskFault fault, Span lasting, Reach reach) implements OnNodes {
        public OnDisk {
            requireNodes("disk fault", victim);
        }

        @Override
        public FaultKind faultKind() {
            return FaultKind.of(fault);
        }

        @Override
        public String toString() {
            return kind() + " " + victim + " for " + lasting;
        }
    }

    /** Clocks are wrong. */
    record OnClock(Victim victim, ClockFault fault, Span lasting) implements OnNodes {
        public OnClock {
            requireNodes("clock fault", victim);
        }

        @Override
        public FaultKind faultKind() {
            return FaultKind.of(fault);
        }

        /** Returns that it may hit all: a wrong clock keeps no node from taking part. */
        @Override
        public Reach reach() {
            return Reach.ANY;
        }

        @Override
        public String toString() {
            return kind() + " " + victim + " for " + lasting;
        }
    }

    /**
     * A client, drawn among those of its role, ends as its process would that is killed, and begins anew after
     * {@code lasting}, as another session.
     */
    record RestartClient(ClientRole role, Span lasting) implements Single {
        @Override
        public FaultKind faultKind() {
            return FaultKind.restartOf(role);
        }

        /** Returns nobody: no node is hit. */
        @Override
        public List<Victim> victims() {
            return List.of();
        }

        @Override
        public String target() {
            return "any " + role.word();
        }

        /** Returns that any number may be hit: no node is kept from taking part. */
        @Override
        public Reach reach() {
            return Reach.ANY;
        }

        @Override
        public String toString() {
            return "restart " + target() + " after " + lasting;
        }
    }

    /** What each single fault means to a caller; a new case is a new method, so no caller can miss it. */
    interface SingleCases<R> {
        /** A process ends. */
        R kill(Kill kill);

        /** A process stands still. */
        R pause(Pause pause);

        /** A machine ends. */
        R powerCut(PowerCut cut);

        /** A node is slow. */
        R slow(Slow slow);

        /** Links are broken. */
        R onLinks(OnLinks links);

        /** A disk is broken. */
        R onDisk(OnDisk disk);

        /** Clocks are wrong. */
        R onClock(OnClock clock);

        /** A client ends and begins anew. */
        R restartClient(RestartClient restart);
    }

    /**
     * Faults that only mean something together: each begins at its own time after the common start.
     *
     * <p>The victims of all steps are resolved once, at the common start: the leader and the followers are those of the
     * same moment, and nobody is asked while most of the cluster stands still. It is all or nothing: where one step
     * could not strike, none is tried.
     *
     * @param kind the name that reports use: {@code leader killed while followers stand still}
     * @param steps at least one, each beginning no earlier than the one before
     */
    record Combined(String kind, List<Step> steps) implements Fault {
        public Combined {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("combined fault \"" + kind + "\" must have a step, had none");
            }
            Duration latest = Duration.ZERO;
            for (Step step : steps) {
                if (step.after().compareTo(latest) < 0) {
                    throw new IllegalArgumentException("steps of combined fault \"" + kind
                            + "\" must be in the order of their time, " + step.after() + " came after " + latest);
                }
                latest = step.after();
            }
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    /**
     * A step of a {@link Combined} fault.
     *
     * @param after the time between the common start and this step's start
     */
    record Step(Duration after, Single fault) {}

    /** Returns a kill that leaves a majority of the nodes alone. */
    static Single kill(Victim victim, Span down) {
        return new Kill(victim, down, Reach.MINORITY);
    }

    /** Returns a pause that leaves a majority of the nodes alone. */
    static Single pause(Victim victim, Span stopped) {
        return new Pause(victim, stopped, Reach.MINORITY);
    }

    /**
     * Returns the fault that loses what only the leader has: its followers stand still, still counted as in sync; it
     * goes on acknowledging with {@code acks=1}; it is killed before they move again; one of them is elected without
     * what it never fetched.
     *
     * @param stopped how long the followers stand still; less than {@code replica.lag.time.max.ms}, or they leave the
     *     ISR
     * @param killAfter when the leader dies, counted from the followers' pause; less than {@code stopped}
     * @param down how long the leader stays dead; longer than the broker session's timeout and an election, or it leads
     *     again with all it had
     */
    static Fault leaderKilledWhileFollowersStandStill(
            Partition partition, Duration stopped, Duration killAfter, Duration down) {
        if (killAfter.compareTo(stopped) >= 0) {
            throw new IllegalArgumentException("the leader of " + partition.name()
                    + " must die while its followers stand still (" + stopped + "), was to die after " + killAfter);
        }
        Single followers = new Pause(new Victim.Followers(partition), Span.of(stopped), Reach.ANY);
        Single leader = new Kill(new Victim.Leader(partition), Span.of(down), Reach.ANY);
        return new Combined(
                "leader killed while followers stand still",
                List.of(new Step(Duration.ZERO, followers), new Step(killAfter, leader)));
    }

    /** Returns the break of all links of a shape, which leaves a majority of the nodes alone. */
    static Single links(Shape shape, LinkFault fault, Span lasting) {
        return new OnLinks(shape, fault, lasting, Reach.MINORITY);
    }

    /** Returns this fault, or the faults of its steps. */
    default List<Single> singles() {
        return match(
                List::of, combined -> combined.steps().stream().map(Step::fault).toList());
    }

    private static void requireNodes(String what, Victim victim) {
        if (victim instanceof Victim.Clients) {
            throw new IllegalArgumentException("a " + what + " must hit nodes, was to hit " + victim);
        }
    }

    /** Applies the function of this fault's case. */
    default <R> R match(Function<Single, R> single, Function<Combined, R> combined) {
        return this instanceof Combined c ? combined.apply(c) : single.apply((Single) this);
    }
}
