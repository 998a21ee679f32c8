package io.waybill.workload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What other threads ask of a client's own thread: drivers belong to one thread. Once that is {@link #over}, nothing is
 * done any more and nobody waits.
 */
final class Errands {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Deque<Errand> errands = new ArrayDeque<>();
    private boolean isOver;

    private record Errand(Runnable what, CountDownLatch done) {
        void carryOut() {
            try {
                what.run();
            } finally {
                done.countDown();
            }
        }
    }

    /** Asks for something and returns at once. */
    void ask(Runnable what) {
        add(new Errand(what, new CountDownLatch(1)));
    }

    /** Asks for something and waits until it is done. An interrupt ends the waiting, and stays. */
    void await(Runnable what) {
        Errand errand = new Errand(what, new CountDownLatch(1));
        add(errand);
        try {
            errand.done().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Errand errand) {
        lock.lock();
        try {
            if (isOver) {
                errand.done().countDown();
            } else {
                errands.add(errand);
                asked.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does what was asked for first, waiting for it. On the client's thread; what the errand throws is thrown.
     *
     * @param nanos how long to wait; 0 or less: not at all
     * @return whether there was anything
     */
    boolean doNext(long nanos) throws InterruptedException {
        Errand errand = next(nanos);
        if (errand == null) {
            return false;
        }
        errand.carryOut();
        return true;
    }

    private @Nullable Errand next(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (errands.isEmpty() && left > 0) {
                left = asked.awaitNanos(left);
            }
            return errands.poll();
        } finally {
            lock.unlock();
        }
    }

    /** The client's thread will do nothing more. */
    void over() {
        lock.lock();
        try {
            isOver = true;
            errands.forEach(errand -> errand.done().countDown());
            errands.clear();
        } finally {
            lock.unlock();
        }
    }
}
