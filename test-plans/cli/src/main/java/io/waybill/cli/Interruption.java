package io.waybill.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes Ctrl-C an interrupt of the thread that works, and gives it time to clean up and to print what it has. The JVM
 * then ends with 130, as the shell expects. A second Ctrl-C does not wait for that.
 */
final class Interruption {

    /** Brokers are stopped and the stored history is judged in this time, or not at all. */
    private static final long PATIENCE_SECONDS = 90;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicBoolean called = new AtomicBoolean();
    private final Thread worker;
    private final Thread hook;
    private boolean shielded;

    private Interruption(Thread worker) {
        this.worker = worker;
        hook = new Thread(
                () -> {
                    call();
                    SecondSignal.endsAtOnce();
                    await();
                },
                "interruption");
    }

    private synchronized void call() {
        called.set(true);
        if (!shielded) {
            worker.interrupt();
        }
    }

    /**
     * From now on the worker is not interrupted: an interrupt would close the files that it writes. Spends one that
     * came before; called by the worker.
     *
     * @return whether it was called off
     */
    synchronized boolean shield() {
        shielded = true;
        return Thread.interrupted() || called.get();
    }

    /** Ends {@link #shield}; what came meanwhile is an interrupt now. */
    synchronized void lower() {
        shielded = false;
        if (called.get()) {
            worker.interrupt();
        }
    }

    /** Begins to watch for Ctrl-C on behalf of the calling thread. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Returns whether somebody pressed Ctrl-C. */
    boolean wasCalled() {
        return called.get();
    }

    /** Waits for Ctrl-C, however long that takes. */
    void awaitCall() {
        lower();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException called) {
            // What follows is cleaning up, and is not to be cut short.
            shield();
        }
    }

    private void await() {
        try {
            boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assert inTime || finished.getCount() == 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that everything is cleaned up and printed. */
    void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running: it goes on now.
            assert finished.getCount() == 0;
        }
    }
}
