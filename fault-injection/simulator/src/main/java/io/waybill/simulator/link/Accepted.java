package io.waybill.simulator.link;

import io.waybill.environment.Connection.Handler;
import io.waybill.environment.Links.Acceptor;
import io.waybill.simulator.event.Kinds;
import io.waybill.simulator.event.LoopEvent;
import io.waybill.simulator.trace.FrameDescriber;

/** A connection is offered to whom accepts it. */
final class Accepted extends LoopEvent {
    private static final int KIND = Kinds.CONNECTION + 8;

    private final End end;
    private final Acceptor acceptor;

    Accepted(End end, Acceptor acceptor) {
        super(end.loop());
        this.end = end;
        this.acceptor = acceptor;
    }

    @Override
    protected boolean isDue() {
        return !end.isOver();
    }

    @Override
    protected void run() {
        end.opened();
        Handler handler = acceptor.accept(end);
        end.handler(handler);
        handler.onOpen(end);
    }

    @Override
    protected int kind() {
        return KIND;
    }

    @Override
    protected long content() {
        return end.session().id();
    }

    @Override
    protected String describe(FrameDescriber frames) {
        return end + " accepts " + loop.course().nameOf(end.in().from());
    }
}
