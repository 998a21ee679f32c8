package io.waybill.history.record;

import java.util.function.LongSupplier;

/** The one place of this module that reads the host's clock: nanoseconds since the recording began. */
final class MonotonicClock {

    private MonotonicClock() {}

    static LongSupplier startingNow() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }
}
