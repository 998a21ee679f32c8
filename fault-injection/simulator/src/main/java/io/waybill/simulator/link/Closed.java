package io.waybill.simulator.link;

import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Connection.Handler;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.event.LoopEvent;
import io.waybill.simulator.trace.Checkpoints;
import io.waybill.simulator.trace.FrameDescriber;
import java.util.Locale;

/** An end is told that its connection has ended. */
final class Closed extends LoopEvent {
    private static final int KIND = Kinds.CONNECTION + 6;

    private final End end;
    private final CloseReason reason;

    Closed(End end, CloseReason reason) {
        super(end.loop());
        this.end = end;
        this.reason = reason;
    }

    @Override
    protected boolean isDue() {
        // One that was never offered to anybody ends unnoticed.
        return end.handler() != null;
    }

    @Override
    protected void run() {
        Handler handler = end.handler();
        if (handler != null) {
            handler.onClosed(end, reason);
        }
    }

    @Override
    protected int kind() {
        return KIND;
    }

    @Override
    protected long content() {
        return end.session().id() ^ Checkpoints.numberOf(reason.name());
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return end + " closed: " + reason.name().toLowerCase(Locale.ROOT);
    }
}
