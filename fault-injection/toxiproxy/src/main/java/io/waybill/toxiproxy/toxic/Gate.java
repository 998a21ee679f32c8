package io.waybill.toxiproxy.toxic;

import java.util.ArrayList;
import java.util.List;

/**
 * The last stage of every direction: where faults on links keep back or lose what would now arrive. It lets everything
 * pass as long as there is none.
 */
final class Gate extends Stage {

    private final List<FaultTrace> stalls = new ArrayList<>();
    private final List<FaultTrace> holes = new ArrayList<>();
    private boolean isLost;

    Gate(Line line) {
        super(line);
    }

    boolean isStalled() {
        return !stalls.isEmpty();
    }

    boolean loses() {
        return isLost || !holes.isEmpty();
    }

    void stall(FaultTrace trace) {
        stalls.add(trace);
    }

    void blackhole(FaultTrace trace) {
        holes.add(trace);
    }

    /** Nothing passes any more, ever. */
    void lose() {
        isLost = true;
        release();
    }

    void end(FaultTrace trace) {
        stalls.remove(trace);
        holes.remove(trace);
        reconsider();
    }

    @Override
    boolean receives(Chunk chunk) {
        if (loses()) {
            int bytes = chunk.size();
            chunk.bytes.release();
            List.copyOf(holes).forEach(hole -> hole.dropped(bytes));
            return false;
        }
        for (FaultTrace stall : stalls) {
            stall.held(chunk.size());
        }
        return true;
    }

    @Override
    void endComes() {
        List.copyOf(holes).forEach(hole -> hole.dropped(0));
    }

    @Override
    long due(Chunk head, long nowNanos) {
        return loses() || isStalled() ? NEVER : nowNanos;
    }

    @Override
    long endDue(long cameNanos) {
        return loses() || isStalled() ? NEVER : cameNanos;
    }
}
