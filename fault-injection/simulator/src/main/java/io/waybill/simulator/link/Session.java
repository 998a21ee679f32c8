package io.waybill.simulator.link;

import io.waybill.environment.Connection.CloseReason;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Event;
import io.waybill.simulator.trace.FrameDescriber;
import org.jspecify.annotations.Nullable;

/** A connection as neither of its ends sees it: both together. */
final class Session {
    private static final int UNHASHED = 0;

    private final Course course;
    private final long id;
    private @Nullable End client;
    private @Nullable End server;
    private boolean lost;

    Session(Course course, long id) {
        this.course = course;
        this.id = id;
    }

    long id() {
        return id;
    }

    void client(End end) {
        client = end;
    }

    void server(End end) {
        server = end;
    }

    /** Returns the other end; null where the connection has not reached the other side. */
    @Nullable
    End peerOf(End end) {
        return end == client ? server : client;
    }

    /** Returns whether it lost something, and so will never carry anything again. */
    boolean isLost() {
        return lost;
    }

    /** Something was lost on a link: both ends time out when they have heard nothing for long enough. */
    void lose(DirectedLink link, long silenceNanos) {
        if (!lost) {
            lost = true;
            course.after(silenceNanos, new Silence(link));
        }
    }

    void timeOut() {
        finish(CloseReason.TIMEOUT);
    }

    /** Something on the way breaks it off. */
    void breakOff() {
        finish(CloseReason.RESET);
    }

    private void finish(CloseReason reason) {
        if (client != null) {
            client.finish(reason);
        }
        if (server != null) {
            server.finish(reason);
        }
    }

    /** It has been silent for long enough. */
    private final class Silence extends Event {
        private final DirectedLink link;

        Silence(DirectedLink link) {
            this.link = link;
        }

        @Override
        protected boolean happen() {
            if (link.isBlackholed()) {
                link.awaitsEnd(Session.this);
            } else {
                timeOut();
            }
            return false;
        }

        @Override
        protected int kind() {
            return UNHASHED;
        }

        @Override
        protected String describe(FrameDescriber frames) {
            return "#" + id + " has been silent for long";
        }
    }
}
