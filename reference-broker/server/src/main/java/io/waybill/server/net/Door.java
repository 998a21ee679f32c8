package io.waybill.server.net;

import io.waybill.environment.Endpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One endpoint of a node: the loops that listen there, who take its connections in turn, and how many are open. Used by
 * all their threads.
 */
final class Door {

    private final Endpoint endpoint;
    private final int most;
    private final List<Acceptance> acceptances = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean isTaken = new AtomicBoolean();

    /**
     * Makes one where nobody listens yet.
     *
     * @param most how many connections may be open there at once
     */
    Door(Endpoint endpoint, int most) {
        this.endpoint = endpoint;
        this.most = most;
    }

    /**
     * Has another loop take connections too.
     *
     * @return whether it is the first, which is to open the door
     * @throws IllegalStateException where it takes them already
     */
    boolean add(Acceptance acceptance) {
        if (acceptances.stream().anyMatch(each -> each.links() == acceptance.links())) {
            throw new IllegalStateException("this loop listens at " + endpoint + " already");
        }
        acceptances.add(acceptance);
        return isTaken.compareAndSet(false, true);
    }

    /** Returns who takes the next connection. */
    Acceptance next() {
        return acceptances.get(Math.floorMod(turn.getAndIncrement(), acceptances.size()));
    }

    /** Counts one that is about to be open. Returns false where there are too many: it is not counted. */
    boolean enter() {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /** One that was counted has ended. */
    void leave() {
        open.decrementAndGet();
    }
}
