package io.waybill.simulation.storm;

import io.waybill.environment.Randomness;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.simulator.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Breaks what a seed says. */
public final class StandInStorm {
    private final World world;
    private final int nodes;
    private final int all;
    private final Randomness random;
    private final double rate;
    private final boolean[] kinds = new boolean[6];
    private final SortedMap<String, Long> started = new TreeMap<>();
    private final SortedSet<Integer> down = new TreeSet<>();
    private final List<int[]> cut = new ArrayList<>();
    private int nextId = 1;
    private boolean over;

    public StandInStorm(World world, int nodes, int all, Randomness random) {
        this.world = world;
        this.nodes = nodes;
        this.all = all;
        this.random = random;
        this.rate = 0.1 * StrictMath.pow(30, random.nextDouble());
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = random.chance(0.5);
        }
    }

    public void begin() {
        schedule();
    }

    private void schedule() {
        long wait = (long) (-StrictMath.log(1 - random.nextDouble()) / rate * 1e9);
        world.at(world.nanos() + wait, this::strike);
    }

    private long lasting() {
        return (long) (0.1e9 * StrictMath.pow(40, random.nextDouble()));
    }

    private void strike() {
        if (over) {
            return;
        }
        schedule();
        int kind = random.nextInt(kinds.length);
        int node = random.nextInt(nodes);
        long until = world.nanos() + lasting();
        if (!kinds[kind]) {
            return;
        }
        switch (kind) {
            case 0 -> down("kill", node, until, () -> world.machines().kill(node));
            case 1 -> down("cut-power", node, until, () -> world.machines().cutPower(node, false));
            case 2 -> down("cut-power-mid-sync", node, until, () -> world.machines().cutPower(node, true));
            case 3 -> {
                started.merge("pause", 1L, Long::sum);
                world.machines().pause(node);
                world.at(until, () -> world.machines().resume(node));
            }
            case 4 -> link("stall", new LinkFault.Stall(), node, until);
            default -> link("refuse", new LinkFault.Refuse(), node, until);
        }
    }

    private void down(String kind, int node, long until, Runnable act) {
        if (down.size() >= (nodes - 1) / 2 && !down.contains(node)) {
            return;
        }
        started.merge(kind, 1L, Long::sum);
        down.add(node);
        act.run();
        world.at(until, () -> {
            if (!over || healed.contains(node)) {
                down.remove(node);
                world.machines().restart(node);
            }
        });
    }

    private final SortedSet<Integer> healed = new TreeSet<>();

    private void link(String kind, LinkFault fault, int node, long until) {
        started.merge(kind, 1L, Long::sum);
        int id = nextId++;
        SortedSet<Link> links = new TreeSet<>();
        boolean one = random.chance(0.5);
        for (int i = 0; i < all; i++) {
            if (i != node && (i < nodes || random.chance(0.5))) {
                links.add(new Link(node, i));
                if (!one) {
                    links.add(new Link(i, node));
                }
            }
        }
        world.links().begin(id, fault, links);
        cut.add(new int[] {id, node});
        world.at(until, () -> world.links().end(id));
    }

    public void healCore(SortedSet<Integer> core) {
        over = true;
        healed.addAll(core);
        for (int[] each : cut) {
            world.links().end(each[0]);
        }
        for (int node : core) {
            world.machines().resume(node);
            world.machines().restart(node);
        }
    }

    public SortedMap<String, Long> started() {
        return started;
    }
}
