package io.waybill.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again on a thread of its own, until it is closed. */
final class Repeating implements AutoCloseable {

    private static final Duration LAST_BREATH = Duration.ofSeconds(10);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Makes one that has not begun.
     *
     * @param pause the time between two turns
     * @param alarm is raised when a turn throws
     */
    Repeating(String name, Duration pause, Runnable turn, Alarm alarm) {
        thread = new Thread(() -> run(name, pause, turn, alarm), "waybill-" + name);
        thread.setDaemon(true);
    }

    /** Begins. */
    void start() {
        thread.start();
    }

    private void run(String name, Duration pause, Runnable turn, Alarm alarm) {
        try {
            while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                turn.run();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end it.
            return;
        } catch (RuntimeException | Error e) {
            alarm.raise(name, e);
        }
    }

    /** Ends it after the turn that is under way. An interrupt does not cut this short and is passed on. */
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LAST_BREATH.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
