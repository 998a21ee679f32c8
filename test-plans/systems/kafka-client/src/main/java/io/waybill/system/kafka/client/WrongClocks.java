package io.waybill.system.kafka.client;

import io.waybill.environment.clock.NodeClock;
import io.waybill.fault.ClockFault;
import io.waybill.fault.ClockFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the time of day of nodes wrong and right again. What begins or ends has taken effect on return: whoever looks at
 * the node's clock from then on sees it, also after a restart. Used by one thread at a time.
 */
final class WrongClocks implements ClockFaults {

    private final ProcessCluster.Nodes nodes;
    /** How each fault that has begun ends, by its id. */
    private final SortedMap<Integer, Runnable> ends = new TreeMap<>();

    WrongClocks(ProcessCluster.Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public void begin(int id, ClockFault fault, int node) {
        if (ends.containsKey(id)) {
            throw new IllegalArgumentException("clock fault " + id + " has begun already");
        }
        if (fault instanceof ClockFault.Skew skew) {
            set(node, clock -> clock.shift(skew.by()));
            ends.put(id, () -> set(node, clock -> clock.shift(skew.by().negated())));
        } else if (fault instanceof ClockFault.Drift drift) {
            set(node, clock -> clock.drift(drift.partsPerMillion()));
            ends.put(id, () -> set(node, clock -> clock.drift(-drift.partsPerMillion())));
        } else {
            Duration by = ((ClockFault.Jump) fault).by();
            set(node, clock -> clock.shift(by));
            // It stays wrong.
            ends.put(id, () -> {});
        }
    }

    @Override
    public void end(int id) {
        Runnable end = ends.remove(id);
        if (end != null) {
            end.run();
        }
    }

    /** Puts all of them right, also those that jumped, once no fault is left: as an operator does who looks at them. */
    void correct() {
        List<NodeClock> wrong = new ArrayList<>();
        for (NodeClock clock : nodes.clocks().values()) {
            if (!clock.isRight()) {
                clock.correct();
                wrong.add(clock);
            }
        }
        // All of them have it with the same second.
        wrong.forEach(NodeClock::awaitSeen);
    }

    private void set(int node, Consumer<NodeClock> change) {
        nodes.clock(node).ifPresent(clock -> {
            change.accept(clock);
            clock.awaitSeen();
        });
    }
}
