package io.waybill.fault;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time that the nemesis lives by: monotonic nanoseconds, real or virtual. */
public interface FaultClock {

    /** Returns the time now. Never goes back. */
    long nanos();

    /**
     * Blocks until {@link #nanos} is at least {@code deadlineNanos}.
     *
     * @throws InterruptedException when the storm is called off
     */
    default void awaitUntil(long deadlineNanos) throws InterruptedException {
        awaitUntil(deadlineNanos, new Semaphore(0));
    }

    /**
     * Blocks until {@link #nanos} is at least {@code deadlineNanos}, or until somebody rings: a permit of {@code bell}
     * is a ring, and one is taken.
     *
     * @throws InterruptedException when the storm is called off
     */
    void awaitUntil(long deadlineNanos, Semaphore bell) throws InterruptedException;

    /** Returns the clock that reads {@code nanos}, the host's own monotonic time, and waits in real time. */
    static FaultClock reading(LongSupplier nanos) {
        return new FaultClock() {
            @Override
            public long nanos() {
                return nanos.getAsLong();
            }

            @Override
            public void awaitUntil(long deadlineNanos, Semaphore bell) throws InterruptedException {
                long leftNanos = deadlineNanos - nanos();
                while (leftNanos > 0 && !bell.tryAcquire(leftNanos, TimeUnit.NANOSECONDS)) {
                    leftNanos = deadlineNanos - nanos();
                }
            }
        };
    }
}
