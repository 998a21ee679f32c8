package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;

/**
 * Draws the faults of a run: each kind that is on gets an even part of the rate, and a part of that aims at a role.
 *
 * @param random forked by kind: each kind's details are its own
 * @param faultsPerSecond all kinds together
 * @param mean how long a fault lasts on average
 * @param symmetric whether links break in both directions, else in one
 * @param roles at whom faults aim that do not aim at any node
 */
record SwarmFaults(
        Randomness random, int nodes, double faultsPerSecond, Duration mean, boolean symmetric, List<Victim> roles) {

    private static final double ROLE_SHARE = 0.3;
    private static final double COMBINED_SHARE = 0.5;
    private static final int MANY_NODES = 5;

    FaultPlan plan(SortedSet<FaultKind> kinds) {
        FaultPlan plan = FaultPlan.none();
        double each = faultsPerSecond / Math.max(1, kinds.size());
        for (FaultKind kind : kinds) {
            Randomness own = random.fork(kind.word());
            Victim role = roles.get(own.fork("role").nextInt(roles.size()));
            Fault.Reach reach = own.fork("reach").nextInt(2) == 0 ? Fault.Reach.ANY : Fault.Reach.MINORITY;
            plan = plan.and(every(each * (1 - ROLE_SHARE)), single(kind, Victim.any(), reach, own.fork("at any")));
            plan = plan.and(every(each * ROLE_SHARE), single(kind, role, reach, own.fork("at role")));
        }
        // The kinds' own rate covers their combinations too: a few more faults, seldom, that hit several nodes.
        if (kinds.contains(FaultKind.LINK_STALL) && random.fork("swizzle").chance(COMBINED_SHARE)) {
            plan = plan.and(every(each / nodes), swizzle(random.fork("swizzle").fork("details")));
        }
        if (kinds.contains(FaultKind.KILL) && random.fork("rolling").chance(COMBINED_SHARE)) {
            plan = plan.and(every(each / nodes), rollingRestart());
        }
        return plan;
    }

    /** Returns the schedule of so many starts a second, on average. */
    private static Schedule every(double perSecond) {
        double shortest = Math.max(0.2 / perSecond, 0.01);
        return Schedule.every(Swarm.seconds(shortest), Swarm.seconds(Math.max(1.8 / perSecond, shortest)));
    }

    private Span lasting() {
        // Both far below and far above each timeout of the system under test.
        return Span.of(mean.dividedBy(10), mean.multipliedBy(19).dividedBy(10));
    }

    private Fault swizzle(Randomness own) {
        int victims = 1 + own.nextInt(nodes);
        return Combinations.swizzle(victims, mean.dividedBy(2), mean.dividedBy(4), new LinkFault.Stall());
    }

    private Fault rollingRestart() {
        List<Integer> order = IntStream.rangeClosed(1, nodes).boxed().toList();
        return Combinations.rollingRestart(order, mean.dividedBy(2), mean);
    }

    private Fault single(FaultKind kind, Victim victim, Fault.Reach reach, Randomness own) {
        return switch (kind.layer()) {
            case PROCESS -> process(kind, victim, reach, own);
            case LINK -> new Fault.OnLinks(shape(kind, victim, own.fork("shape")), link(kind, own), lasting(), reach);
            case DISK -> new Fault.OnDisk(victim, disk(kind, own), lasting(), reach);
            case CLOCK -> new Fault.OnClock(victim, clock(kind, own), lasting());
            case CLIENT ->
                new Fault.RestartClient(
                        kind == FaultKind.RESTART_PRODUCER ? ClientRole.PRODUCER : ClientRole.CONSUMER, lasting());
        };
    }

    private Fault process(FaultKind kind, Victim victim, Fault.Reach reach, Randomness own) {
        if (kind == FaultKind.KILL) {
            return new Fault.Kill(victim, lasting(), reach);
        }
        if (kind == FaultKind.PAUSE) {
            return new Fault.Pause(victim, lasting(), reach);
        }
        if (kind == FaultKind.SLOW) {
            return new Fault.Slow(victim, (int) Swarm.logUniform(own, 2, 64), lasting(), reach);
        }
        Fault.Loss loss = kind == FaultKind.WIPE
                ? Fault.Loss.EVERYTHING
                : kind == FaultKind.POWER_CUT ? Fault.Loss.UNSYNCED : Fault.Loss.MID_SYNC;
        return new Fault.PowerCut(victim, loss, lasting(), reach);
    }

    /** What cuts is drawn in all shapes, what degrades on all links of a node or on some. */
    private Shape shape(FaultKind kind, Victim victim, Randomness own) {
        Shape.Way way = symmetric ? Shape.Way.BOTH : own.nextInt(2) == 0 ? Shape.Way.IN : Shape.Way.OUT;
        List<Shape> shapes = new ArrayList<>(List.of(
                new Shape.Every(victim, way),
                new Shape.Between(victim, Victim.any(), way),
                new Shape.Between(victim, Victim.clients(), way)));
        if (kind.hampers()) {
            // Three times: a cut of some from the others is the shape that most failures need.
            shapes.addAll(List.of(
                    new Shape.Isolate(victim, way),
                    new Shape.Isolate(victim, way),
                    new Shape.Isolate(victim, way),
                    new Shape.Halves(victim, way),
                    new Shape.Bridge(victim)));
            if (nodes >= MANY_NODES) {
                shapes.add(new Shape.Bridge(victim));
                shapes.add(new Shape.Ring());
            }
        }
        return shapes.get(own.nextInt(shapes.size()));
    }

    private LinkFault link(FaultKind kind, Randomness own) {
        return switch (kind) {
            case LINK_STALL -> new LinkFault.Stall();
            case LINK_BLACKHOLE -> new LinkFault.Blackhole(Swarm.seconds(Swarm.logUniform(own, 0.2, 5)));
            case LINK_REFUSE -> new LinkFault.Refuse();
            case LINK_RESET -> new LinkFault.Reset();
            case LINK_DELAY -> {
                double most = Swarm.logUniform(own, 0.002, 1);
                yield new LinkFault.Delay(Span.of(Swarm.seconds(most / 10), Swarm.seconds(most)));
            }
            case LINK_THROTTLE -> new LinkFault.Throttle((long) Swarm.logUniform(own, 2_000, 1_000_000));
            case LINK_SLICE ->
                new LinkFault.Slice(
                        (int) Swarm.logUniform(own, 1, 200), Swarm.seconds(Swarm.logUniform(own, 0.0001, 0.01)));
            default -> throw new IllegalArgumentException(kind + " is not on links");
        };
    }

    private static DiskFault disk(FaultKind kind, Randomness own) {
        return switch (kind) {
            case DISK_SYNC_FAILS -> new DiskFault.SyncFails();
            case DISK_FULL -> new DiskFault.Full();
            case DISK_SLOW -> new DiskFault.Slow(Swarm.seconds(Swarm.logUniform(own, 0.001, 0.5)));
            case DISK_STALL -> new DiskFault.Stall();
            case DISK_BIT_FLIP -> new DiskFault.BitFlip();
            case DISK_MISDIRECTED_WRITE -> new DiskFault.MisdirectedWrite();
            case DISK_TRUNCATED_FILE -> new DiskFault.TruncatedFile();
            case DISK_STALE_DIRECTORY -> new DiskFault.StaleDirectory();
            default -> throw new IllegalArgumentException(kind + " is not on disks");
        };
    }

    private static ClockFault clock(FaultKind kind, Randomness own) {
        int sign = own.fork("sign").nextInt(2) == 0 ? 1 : -1;
        return switch (kind) {
            case CLOCK_SKEW -> new ClockFault.Skew(Swarm.seconds(sign * Swarm.logUniform(own, 0.01, 600)));
            // Up to a tenth: far beyond real crystals, as a lease that counts on them should notice.
            case CLOCK_DRIFT -> new ClockFault.Drift(sign * (int) Swarm.logUniform(own, 100, 100_000));
            case CLOCK_JUMP -> new ClockFault.Jump(Swarm.seconds(sign * Swarm.logUniform(own, 0.01, 600)));
            default -> throw new IllegalArgumentException(kind + " is not on clocks");
        };
    }
}
