package io.waybill.runner;

import io.waybill.fault.FaultClock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that goes on only while the run waits for it: however long the nemesis needs to strike on a busy machine, no
 * time passes meanwhile. What the clients do takes as many turns of theirs as ever.
 */
final class PatientClock implements FaultClock {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong nowNanos = new AtomicLong();

    /** No two readings are equal, so that what happened later is recorded as later. */
    @Override
    public long nanos() {
        return nowNanos.incrementAndGet();
    }

    /** A tick takes a millisecond of real time, or longer when others use the machine: they get on as well. */
    @Override
    public void awaitUntil(long deadlineNanos, Semaphore bell) throws InterruptedException {
        while (nowNanos.get() < deadlineNanos && !bell.tryAcquire(TICK_NANOS, TimeUnit.NANOSECONDS)) {
            nowNanos.addAndGet(TICK_NANOS);
        }
    }
}
