package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A profile from which each run of a campaign draws how its world breaks: which kinds of faults, how often, for how
 * long, whom they hit. Swarm testing (Groce et al., ISSTA 2012): a run that leaves out half of the faults reaches
 * states that a run with all of them never does.
 *
 * <p>Pure: the same profile, seed and capabilities give the same draw. Each quantity has a stream of its own, so that
 * one kind more or less moves no other.
 *
 * @param name what the profile is called on the command line
 * @param kinds the kinds that may be on
 * @param allOnShare in which share of the runs all of them are; in the others each with one half
 * @param guarded see {@link SwarmDraw#guarded}
 */
public record Swarm(String name, SortedSet<FaultKind> kinds, double allOnShare, boolean guarded) {

    private static final double KIND_SHARE = 0.5;
    private static final double ALL_ON_SHARE = 0.2;
    private static final double FIVE_NODES_SHARE = 0.05;

    public Swarm {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Returns all profiles that have a name, the default first. */
    public static List<Swarm> profiles() {
        // Clients are whoever runs them to restart: a swarm breaks the cluster.
        List<FaultKind> all = Arrays.stream(FaultKind.values())
                .filter(kind -> kind.layer() != FaultKind.Layer.CLIENT)
                .toList();
        return List.of(
                new Swarm("default", sorted(all), ALL_ON_SHARE, true),
                new Swarm("all-on", sorted(all), 1, true),
                new Swarm("calm", new TreeSet<>(), 0, true),
                new Swarm("network", of(FaultKind.Layer.LINK), ALL_ON_SHARE, true),
                new Swarm("crashes", of(FaultKind.Layer.PROCESS), ALL_ON_SHARE, true),
                new Swarm("disks", disks(), ALL_ON_SHARE, true),
                new Swarm("clocks", clocks(), ALL_ON_SHARE, true),
                new Swarm("unguarded", sorted(all), ALL_ON_SHARE, false));
    }

    /** Returns the profile of a name; empty where there is none. */
    public static Optional<Swarm> named(String name) {
        return profiles().stream().filter(swarm -> swarm.name().equals(name)).findFirst();
    }

    /** Draws a run whose roles are those of the controllers' quorum. */
    public SwarmDraw draw(long seed, Capabilities capabilities) {
        return draw(seed, capabilities, List.of(Victim.quorumLeader(), Victim.quorumLeader(), Victim.quorumFollower()));
    }

    /**
     * Draws a run.
     *
     * @param capabilities what the world can do; nothing else is drawn
     * @param roles at whom faults aim that do not aim at any node; one that is there twice is drawn twice as often
     */
    public SwarmDraw draw(long seed, Capabilities capabilities, List<Victim> roles) {
        Randomness random = Randomness.ofSeed(seed).fork("swarm");
        SortedSet<FaultKind> on = new TreeSet<>(kinds);
        on.retainAll(capabilities.kinds());
        if (!random.fork("all-on").chance(allOnShare)) {
            Randomness subset = random.fork("kinds");
            on.removeIf(kind -> !subset.fork(kind.word()).chance(KIND_SHARE));
        }
        int nodes = random.fork("nodes").chance(FIVE_NODES_SHARE) ? 5 : 3;
        double rate = on.isEmpty() ? 0 : logUniform(random.fork("rate"), 0.1, 3);
        Duration mean = seconds(logUniform(random.fork("duration"), 0.2, 4));
        boolean symmetric = random.fork("symmetric").nextInt(2) == 0;
        SwarmFaults faults = new SwarmFaults(random.fork("faults"), nodes, rate, mean, symmetric, roles);
        return new SwarmDraw(
                name,
                seed,
                nodes,
                new SwarmDraw.Weather(
                        seconds(logUniform(random.fork("latency"), 0.0002, 0.004)),
                        random.fork("tail").nextInt(2) == 0),
                logUniform(random.fork("operations"), 5, 100),
                seconds(20 + 20 * random.fork("storm").nextDouble()),
                on,
                rate,
                mean,
                guarded,
                faults.plan(on));
    }

    /** Returns a number whose logarithm is drawn evenly, with the same result on every machine. */
    static double logUniform(Randomness random, double min, double max) {
        return min * StrictMath.exp(random.nextDouble() * StrictMath.log(max / min));
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static SortedSet<FaultKind> sorted(Collection<FaultKind> kinds) {
        return new TreeSet<>(kinds);
    }

    private static SortedSet<FaultKind> of(FaultKind.Layer layer) {
        SortedSet<FaultKind> kinds = new TreeSet<>();
        for (FaultKind kind : FaultKind.values()) {
            if (kind.layer() == layer) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** A broken disk shows when a node comes back to it. */
    private static SortedSet<FaultKind> disks() {
        SortedSet<FaultKind> kinds = of(FaultKind.Layer.DISK);
        kinds.addAll(List.of(FaultKind.KILL, FaultKind.POWER_CUT, FaultKind.POWER_CUT_MID_SYNC));
        return kinds;
    }

    /** A wrong clock shows when somebody waits for somebody else. */
    private static SortedSet<FaultKind> clocks() {
        SortedSet<FaultKind> kinds = of(FaultKind.Layer.CLOCK);
        kinds.addAll(List.of(FaultKind.PAUSE, FaultKind.LINK_DELAY));
        return kinds;
    }
}
