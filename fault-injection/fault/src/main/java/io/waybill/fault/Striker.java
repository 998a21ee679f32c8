package io.waybill.fault;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Makes faults begin and end through the ports. Decides nothing. */
final class Striker {

    /** Under which key a fault on links keeps its one number at the port; the others keep one for each node. */
    private static final int LINKS = Integer.MIN_VALUE;

    private final FaultPorts ports;
    /** The numbers that are in use at the ports, by fault and node: a fault may end on one node and not on another. */
    private final Map<Integer, SortedMap<Integer, Integer>> portIds = new TreeMap<>();

    private int nextPortId;

    Striker(FaultPorts ports) {
        this.ports = ports;
    }

    /** Breaks all that the record names. */
    void begin(FaultRecord record) {
        record.fault()
                .matchSingle(new Fault.SingleCases<Runnable>() {
                    @Override
                    public Runnable kill(Fault.Kill kill) {
                        return () -> forEach(record.nodes(), ports.nodes()::kill);
                    }

                    @Override
                    public Runnable pause(Fault.Pause pause) {
                        return () -> forEach(record.nodes(), ports.nodes()::pause);
                    }

                    @Override
                    public Runnable powerCut(Fault.PowerCut cut) {
                        boolean duringSync = cut.loss() == Fault.Loss.MID_SYNC;
                        return () ->
                                forEach(record.nodes(), node -> ports.machines().cutPower(node, duringSync));
                    }

                    @Override
                    public Runnable slow(Fault.Slow slow) {
                        return () ->
                                forEach(record.nodes(), node -> ports.machines().slow(node, slow.factor()));
                    }

                    @Override
                    public Runnable onLinks(Fault.OnLinks onLinks) {
                        return () -> ports.links().begin(newPortId(record, LINKS), onLinks.fault(), record.links());
                    }

                    @Override
                    public Runnable onDisk(Fault.OnDisk onDisk) {
                        return () -> forEach(
                                record.nodes(),
                                node -> ports.disks().begin(newPortId(record, node), onDisk.fault(), node));
                    }

                    @Override
                    public Runnable onClock(Fault.OnClock onClock) {
                        return () -> forEach(
                                record.nodes(),
                                node -> ports.clocks().begin(newPortId(record, node), onClock.fault(), node));
                    }

                    @Override
                    public Runnable restartClient(Fault.RestartClient restart) {
                        return () -> forEach(
                                record.nodes(), number -> ports.clients().end(restart.role(), number));
                    }
                })
                .run();
    }

    /** Repairs all that the record names. */
    void end(FaultRecord record) {
        end(record, record.nodes());
    }

    /** Repairs some of the nodes that the record names; all links where it is on links. */
    void end(FaultRecord record, List<Integer> nodes) {
        record.fault()
                .matchSingle(new Fault.SingleCases<Runnable>() {
                    @Override
                    public Runnable kill(Fault.Kill kill) {
                        return () -> forEach(nodes, ports.nodes()::restart);
                    }

                    @Override
                    public Runnable pause(Fault.Pause pause) {
                        return () -> forEach(nodes, ports.nodes()::resume);
                    }

                    @Override
                    public Runnable powerCut(Fault.PowerCut cut) {
                        return () -> forEach(nodes, node -> powerUp(cut, node));
                    }

                    @Override
                    public Runnable slow(Fault.Slow slow) {
                        return () -> forEach(nodes, node -> ports.machines().slow(node, 1));
                    }

                    @Override
                    public Runnable onLinks(Fault.OnLinks onLinks) {
                        return () -> forPort(record, LINKS, ports.links()::end);
                    }

                    @Override
                    public Runnable onDisk(Fault.OnDisk onDisk) {
                        return () -> forEach(nodes, node -> forPort(record, node, ports.disks()::end));
                    }

                    @Override
                    public Runnable onClock(Fault.OnClock onClock) {
                        return () -> forEach(nodes, node -> forPort(record, node, ports.clocks()::end));
                    }

                    @Override
                    public Runnable restartClient(Fault.RestartClient restart) {
                        return () -> forEach(nodes, number -> ports.clients().begin(restart.role(), number));
                    }
                })
                .run();
    }

    /**
     * Repairs a part of what a record names; the rest goes on as {@code left}, without a gap and without beginning
     * anew: a bit is not flipped a second time.
     */
    void narrow(FaultRecord record, FaultRecord left) {
        if (record.fault() instanceof Fault.OnLinks onLinks) {
            // The rest is held back under its new number before the old one lets go. A reset has happened.
            if (!(onLinks.fault() instanceof LinkFault.Reset)) {
                begin(left);
            }
            end(record);
            return;
        }
        end(
                record,
                record.nodes().stream()
                        .filter(node -> !left.nodes().contains(node))
                        .toList());
        SortedMap<Integer, Integer> remaining = portIds.remove(record.id());
        if (remaining != null) {
            portIds.put(left.id(), remaining);
        }
    }

    /** Makes nodes run that are down or stand still, whatever brought them there. */
    void revive(Set<Integer> nodes) {
        forEach(List.copyOf(nodes), node -> {
            ports.nodes().resume(node);
            ports.nodes().restart(node);
        });
    }

    private void powerUp(Fault.PowerCut cut, int node) {
        if (cut.loss() == Fault.Loss.EVERYTHING) {
            ports.machines().wipe(node);
        }
        ports.machines().restart(node);
    }

    private int newPortId(FaultRecord record, int key) {
        int id = nextPortId++;
        portIds.computeIfAbsent(record.id(), unused -> new TreeMap<>()).put(key, id);
        return id;
    }

    private void forPort(FaultRecord record, int key, IntConsumer action) {
        SortedMap<Integer, Integer> ids = portIds.get(record.id());
        Integer id = ids == null ? null : ids.remove(key);
        if (id != null) {
            action.accept(id);
        }
        if (ids != null && ids.isEmpty()) {
            portIds.remove(record.id());
        }
    }

    /** Acts on every node even where one refuses, and then says so. */
    private static void forEach(List<Integer> nodes, IntConsumer action) {
        FirstFailure failure = new FirstFailure();
        for (int node : nodes) {
            failure.keep(() -> action.accept(node));
        }
        failure.raise();
    }
}
