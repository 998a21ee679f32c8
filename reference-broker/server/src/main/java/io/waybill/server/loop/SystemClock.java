package io.waybill.server.loop;

import io.waybill.environment.Clock;

/** The machine's own time. May be used by any thread. */
final class SystemClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }
}
