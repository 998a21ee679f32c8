package io.waybill.simulation;

import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.simulation.client.Crew;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulation.finding.Layer;
import io.waybill.simulation.invariant.QuorumInvariants;
import io.waybill.simulation.storm.QuorumStorm;
import io.waybill.simulator.World;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Waits for what a healed core must do, and says so where it does not. There is no fixed time in which it must be done:
 * a backlog is no deadlock. What must not happen is that for eight seconds nothing at all ends well.
 */
final class Patience {

    private static final long SECOND = 1_000_000_000L;
    private static final long NO_PROGRESS_NANOS = 8 * SECOND;
    private static final long LONGEST_NANOS = 60 * SECOND;
    private static final long STEP_NANOS = SECOND / 10;
    private static final int LINK_FAULT = 1_000_000_000;

    private final World world;
    private final Crew crew;
    private final QuorumInvariants invariants;
    private final Findings findings;
    private final SortedSet<Integer> core;
    private final List<Integer> nodes;
    private final List<Integer> clients;
    private final QuorumStorm storm;
    private boolean cutOff;
    private boolean healedAll;

    Patience(
            World world,
            Crew crew,
            QuorumInvariants invariants,
            QuorumStorm storm,
            Findings findings,
            SortedSet<Integer> core,
            List<Integer> nodes,
            List<Integer> clients) {
        this.world = world;
        this.crew = crew;
        this.invariants = invariants;
        this.storm = storm;
        this.findings = findings;
        this.core = core;
        this.nodes = nodes;
        this.clients = clients;
    }

    /**
     * Cuts everything outside the core off. A member outside may rightly lead, being heard inside, while its broken
     * links keep clients from it; then nobody can ask the core for progress.
     */
    void cutOff() {
        cutOff = true;
        SortedSet<Link> links = new TreeSet<>();
        for (int outside : nodes) {
            if (!core.contains(outside)) {
                for (int inside : core) {
                    links.add(new Link(outside, inside));
                    links.add(new Link(inside, outside));
                }
                for (int client : clients) {
                    links.add(new Link(outside, client));
                    links.add(new Link(client, outside));
                }
            }
        }
        world.links().begin(LINK_FAULT, new LinkFault.Stall(), links);
    }

    /** Lets time pass until something is done; false where nothing went on for too long, which is found then. */
    boolean until(String what, BooleanSupplier done) {
        long begin = world.nanos();
        while (!done.getAsBoolean()) {
            world.runUntil(world.nanos() + STEP_NANOS);
            long silent = world.nanos() - Math.max(begin, crew.lastCompletionNanos());
            if (silent > NO_PROGRESS_NANOS || world.nanos() - begin > LONGEST_NANOS) {
                if (!mayGoOn()) {
                    return false;
                }
                if (!helped()) {
                    stuck(what, begin, silent);
                    return false;
                }
                begin = world.nanos();
            }
        }
        return true;
    }

    /** Once everything was healed that can be, nobody can ask for more of those whose disks are damaged. */
    private boolean mayGoOn() {
        return !healedAll || !storm.hasHarmed();
    }

    /** Helps where the core may rightly stand still; false where it may not. */
    private boolean helped() {
        if (healedAll) {
            return false;
        }
        if (!invariants.canGoOn(core)) {
            // A change of the members was under way, or somebody who came back counts only together with all others.
            healedAll = true;
            world.links().end(LINK_FAULT);
            storm.healAll();
            return true;
        }
        if (!cutOff && !core.contains(invariants.leader())) {
            cutOff();
            return true;
        }
        return false;
    }

    private void stuck(String what, long begin, long silent) {
        findings.add(
                Layer.LIVENESS,
                "no progress",
                what + " on the core " + core + " goes on for " + Finding.seconds(world.nanos() - begin)
                        + " s, the last operation ended well " + Finding.seconds(silent) + " s ago; leader "
                        + (invariants.leader() < 0 ? "nobody" : "n" + invariants.leader()) + ", "
                        + invariants.membership());
    }
}
