package io.waybill.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A world that a stepped nemesis breaks: writes down what its ports are asked and knows what is broken now. */
final class RecordingWorld
        implements ClusterView, MachineFaults, LinkFaults, DiskFaults, ClockFaults, ClientFaults, FaultListener {

    private final List<Integer> nodes;
    private final List<String> story = new ArrayList<>();
    private final SortedSet<Integer> down = new TreeSet<>();
    private final SortedSet<Integer> paused = new TreeSet<>();
    private final SortedSet<Integer> slow = new TreeSet<>();
    private final SortedMap<Integer, String> atPorts = new TreeMap<>();
    private final SortedMap<Integer, FaultRecord> open = new TreeMap<>();
    private final SortedMap<String, List<Integer>> clients = new TreeMap<>();
    private final List<FaultRecord> started = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int quorumLeader = 1;
    private long nowNanos;

    RecordingWorld(int size) {
        nodes = IntStream.rangeClosed(1, size).boxed().toList();
        clients.put("producers", List.of(101, 102));
        clients.put("consumers", List.of(103));
    }

    void leadQuorum(int node) {
        quorumLeader = node;
    }

    FaultPorts ports() {
        return FaultPorts.ofMachines(this, this, this, this).withClients(this);
    }

    SteppedNemesis nemesis(Timeline timeline, FaultBudget budget) {
        return new SteppedNemesis(timeline, this, ports(), this, 0, budget);
    }

    /** Drives a nemesis to its storm's end, in the steps that it asks for. */
    void follow(SteppedNemesis nemesis) {
        while (nemesis.nextNanos() != Long.MAX_VALUE) {
            nowNanos = nemesis.nextNanos();
            nemesis.advance(nowNanos);
        }
        nowNanos = nemesis.endNanos();
        nemesis.advance(nowNanos);
    }

    List<String> story() {
        return story;
    }

    /** Returns what was asked of the ports and told, without the time. */
    List<String> deeds() {
        return story.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    List<FaultRecord> started() {
        return started;
    }

    List<String> skipped() {
        return skipped;
    }

    Map<Integer, FaultRecord> open() {
        return open;
    }

    boolean isWhole() {
        return down.isEmpty() && paused.isEmpty() && slow.isEmpty() && atPorts.isEmpty();
    }

    Map<Integer, String> atPorts() {
        return atPorts;
    }

    Set<Integer> down() {
        return down;
    }

    @Override
    public List<Integer> nodes() {
        return nodes;
    }

    @Override
    public PartitionView describe(Partition partition) {
        return new PartitionView(partition, 1, PartitionView.UNKNOWN, nodes, nodes);
    }

    @Override
    public QuorumView quorum() {
        return new QuorumView(quorumLeader, nodes);
    }

    @Override
    public SortedMap<String, List<Integer>> clients() {
        return clients;
    }

    @Override
    public void kill(int node) {
        tell("kill n" + node);
        down.add(node);
    }

    @Override
    public void restart(int node) {
        if (down.remove(node)) {
            tell("restart n" + node);
        }
    }

    @Override
    public void pause(int node) {
        tell("pause n" + node);
        paused.add(node);
    }

    @Override
    public void resume(int node) {
        if (paused.remove(node)) {
            tell("resume n" + node);
        }
    }

    @Override
    public void cutPower(int node, boolean duringSync) {
        tell("cut power of n" + node + (duringSync ? " during a sync" : ""));
        down.add(node);
    }

    @Override
    public void wipe(int node) {
        tell("wipe n" + node);
    }

    @Override
    public void slow(int node, int factor) {
        tell("slow n" + node + " " + factor);
        if (factor == 1) {
            slow.remove(node);
        } else {
            slow.add(node);
        }
    }

    @Override
    public void begin(int id, LinkFault fault, Set<Link> links) {
        open(id, fault.getClass().getSimpleName() + " " + new TreeSet<>(links));
    }

    @Override
    public void begin(int id, DiskFault fault, int node) {
        open(id, fault.getClass().getSimpleName() + " n" + node);
    }

    @Override
    public void begin(int id, ClockFault fault, int node) {
        open(id, fault.getClass().getSimpleName() + " n" + node);
    }

    @Override
    public int count(ClientRole role) {
        return role == ClientRole.PRODUCER ? 2 : 0;
    }

    @Override
    public void end(ClientRole role, int number) {
        tell("end " + role.name(number));
    }

    @Override
    public void begin(ClientRole role, int number) {
        tell("begin " + role.name(number));
    }

    @Override
    public void end(int id) {
        String what = atPorts.remove(id);
        if (what != null) {
            tell("end " + what);
        }
    }

    @Override
    public void started(FaultRecord fault, long beginNanos, long effectNanos) {
        started.add(fault);
        open.put(fault.id(), fault);
        tell("started #" + fault.id() + " " + fault.fault().kind() + " " + fault.resolvedNames());
    }

    @Override
    public void stopped(FaultRecord fault, long beginNanos, long effectNanos) {
        if (open.remove(fault.id()) == null) {
            throw new AssertionError("fault " + fault.id() + " ended without having begun");
        }
        tell("stopped #" + fault.id());
    }

    @Override
    public void skipped(Timeline.Occurrence occurrence, String reason, long timeNanos) {
        skipped.add(reason);
        tell("skipped " + reason);
    }

    private void open(int id, String what) {
        if (atPorts.put(id, what) != null) {
            throw new AssertionError("number " + id + " was in use at a port");
        }
        tell("begin " + what);
    }

    private void tell(String line) {
        story.add(String.format(Locale.ROOT, "%.1f %s", nowNanos / 1e9, line));
    }
}
