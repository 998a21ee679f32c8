package io.waybill.simulator.link;

import io.waybill.environment.Connection.CloseReason;
import io.waybill.simulator.event.Event;
import io.waybill.simulator.trace.FrameDescriber;

/** An end that waits for a machine without power gives up. */
final class Vain extends Event {
    private final End end;

    Vain(End end) {
        this.end = end;
    }

    @Override
    protected boolean happen() {
        end.finish(CloseReason.TIMEOUT);
        return false;
    }

    @Override
    protected int kind() {
        return 0;
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return end + " waits in vain";
    }
}
