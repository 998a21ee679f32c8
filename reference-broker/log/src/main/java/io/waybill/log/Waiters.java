package io.waybill.log;

import io.waybill.log.file.LogFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Who waits until a log has come so far, in one way or another; in the order of what they wait for. */
final class Waiters {

    private final Deque<Waiter> waiting = new ArrayDeque<>();

    /** One who waits for everything below an offset. */
    private record Waiter(long end, Runnable done, LogFailure.Listener failed) {}

    /** Adds one who waits for all that is in the log now. */
    void add(long logEnd, Runnable done, LogFailure.Listener failed) {
        waiting.add(new Waiter(logEnd, done, failed));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Tells the next one, where everything that it waits for lies below an offset. Returns whether it does. */
    boolean tellNext(long reached) {
        Waiter next = waiting.peek();
        if (next == null || next.end > reached) {
            return false;
        }
        waiting.remove();
        next.done.run();
        return true;
    }

    /** The log ends at an offset now: who waits for more waits in vain. */
    void truncated(LogCore core, long end) {
        List<Waiter> gone = new ArrayList<>();
        waiting.removeIf(waiter -> waiter.end > end && gone.add(waiter));
        for (Waiter waiter : gone) {
            waiter.failed.failed(core.failureOf(
                    LogFailure.Kind.TRUNCATED, "to " + end + ", before the disk had all below " + waiter.end));
        }
    }

    /** Nobody is told that it has come so far: the log has failed. */
    void failAll(LogFailure failure) {
        while (!waiting.isEmpty()) {
            waiting.remove().failed.failed(failure);
        }
    }
}
