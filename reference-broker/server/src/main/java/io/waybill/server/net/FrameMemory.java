package io.waybill.server.net;

import java.util.ArrayDeque;

/**
 * How much the large frames of one loop may take together that others have begun to send and not finished. Each asks
 * before its content is read, for what it says it will be; where it does not fit it waits, in the order of asking, and
 * what its sender goes on to send waits in the system. One alone always fits: what may be sent can be sent.
 */
final class FrameMemory {

    private final long most;
    private final ArrayDeque<Wish> wishes = new ArrayDeque<>();
    private final Traffic traffic;
    private long taken;

    private record Wish(NetConnection connection, int bytes) {}

    FrameMemory(long most, Traffic traffic) {
        this.most = most;
        this.traffic = traffic;
    }

    /** Takes memory for a frame. Returns false where it must wait: {@link NetConnection#mayReadOn} says until when. */
    boolean take(NetConnection connection, int bytes) {
        if (wishes.isEmpty() && fits(bytes)) {
            grow(bytes);
            return true;
        }
        wishes.add(new Wish(connection, bytes));
        return false;
    }

    /** Gives back what a frame took, because it is complete or will never be. */
    void give(int bytes) {
        grow(-bytes);
        while (!wishes.isEmpty() && fits(wishes.element().bytes())) {
            var wish = wishes.remove();
            grow(wish.bytes());
            wish.connection().mayReadOn();
        }
    }

    private void grow(int bytes) {
        taken += bytes;
        traffic.partial(bytes);
    }

    /** Forgets a connection that waits: it has ended. */
    void forget(NetConnection connection) {
        wishes.removeIf(wish -> wish.connection() == connection);
    }

    /** Returns how much is taken. */
    long taken() {
        return taken;
    }

    private boolean fits(int bytes) {
        return taken == 0 || taken + bytes <= most;
    }
}
