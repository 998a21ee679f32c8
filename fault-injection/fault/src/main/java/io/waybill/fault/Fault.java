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

    /** A fault that is not made of others. A fault on links or disks joins here. */
    sealed interface Single extends Fault {
        /** Returns whom it hits. */
        Victim victim();

        /** Returns how long it lasts, from its start to the start of its repair. */
        Span lasting();

        /** Returns how many nodes it may take together with what else is going on. */
        Reach reach();

        /** Applies the function of this fault's case. */
        default <R> R matchSingle(Function<Kill, R> kill, Function<Pause, R> pause) {
            return this instanceof Kill k ? kill.apply(k) : pause.apply((Pause) this);
        }
    }

    /**
     * The node's process ends without warning (SIGKILL) and is started again on the same data after {@code lasting}.
     */
    record Kill(Victim victim, Span lasting, Reach reach) implements Single {
        @Override
        public String kind() {
            return "kill";
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
    record Pause(Victim victim, Span lasting, Reach reach) implements Single {
        @Override
        public String kind() {
            return "pause";
        }

        @Override
        public String toString() {
            return "pause " + victim + " for " + lasting;
        }
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

    /** Applies the function of this fault's case. */
    default <R> R match(Function<Single, R> single, Function<Combined, R> combined) {
        return this instanceof Combined c ? combined.apply(c) : single.apply((Single) this);
    }
}
