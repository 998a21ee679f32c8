package io.waybill.log;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets those take turns who change files and must not meet, and lets one of them wait until what is written on the side
 * is written.
 */
final class Turns {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Runnable> forQuiet = new ArrayDeque<>();
    private boolean taken;
    private int writing;

    /** Runs {@code turn} now or when all earlier turns have ended; it ends with {@link #end}. */
    void take(Runnable turn) {
        if (taken) {
            waiting.add(turn);
        } else {
            taken = true;
            turn.run();
        }
    }

    void end() {
        Runnable next = waiting.poll();
        if (next == null) {
            taken = false;
        } else {
            next.run();
        }
    }

    void beginWriting() {
        writing++;
    }

    void endWriting() {
        writing--;
        while (writing == 0 && !forQuiet.isEmpty()) {
            forQuiet.remove().run();
        }
    }

    void whenQuiet(Runnable task) {
        if (writing == 0) {
            task.run();
        } else {
            forQuiet.add(task);
        }
    }
}
