package io.waybill.runner;

import io.waybill.checker.online.Standing;
import io.waybill.workload.Traffic;
import java.time.Duration;
import java.util.List;

/** Makes rates of counts. {@link #enter} by the run's thread, {@link #read} by the pulse. */
final class Speedometer {

    private final Duration planned;
    private volatile Phase phase = Phase.WARM_UP;
    private Traffic last = Traffic.none();
    private long lastNanos;

    /** Makes one for clients that are to send for {@code planned}. */
    Speedometer(Duration planned) {
        this.planned = planned;
    }

    void enter(Phase next) {
        phase = next;
    }

    Progress read(
            long nowNanos, Traffic traffic, long p99Nanos, List<String> faults, int faultsStarted, Standing standing) {
        double seconds = Math.max(1e-9, (nowNanos - lastNanos) / 1e9);
        Progress progress = new Progress(
                phase,
                Duration.ofNanos(nowNanos),
                planned,
                traffic,
                (traffic.sent() - last.sent()) / seconds,
                (traffic.acknowledged() - last.acknowledged()) / seconds,
                Duration.ofNanos(p99Nanos),
                faults,
                faultsStarted,
                standing);
        last = traffic;
        lastNanos = nowNanos;
        return progress;
    }
}
