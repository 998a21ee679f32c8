package io.waybill.broker.metadata.settings;

import java.time.Duration;

/**
 * How long the active controller waits; all longer than nothing.
 *
 * @param sessionTimeout how long a broker may be silent before it is fenced; {@code broker.session.timeout.ms}
 * @param balanceInterval between two looks for leaders that are not the preferred ones;
 *     {@code leader.imbalance.check.interval.seconds}
 * @param repeatAfter how long a proposed command may take before it is proposed again
 * @param balancesLeaders whether preferred leaders get their partitions back; {@code auto.leader.rebalance.enable}
 */
public record ControllerSettings(
        Duration sessionTimeout, Duration balanceInterval, Duration repeatAfter, boolean balancesLeaders) {

    /** Kafka's: 9 s, 300 s, balancing; and a second for a command. */
    public static final ControllerSettings DEFAULT =
            new ControllerSettings(Duration.ofSeconds(9), Duration.ofSeconds(300), Duration.ofSeconds(1), true);

    public ControllerSettings {
        for (var duration : new Duration[] {sessionTimeout, balanceInterval, repeatAfter}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a controller must wait longer than nothing, was " + duration);
            }
        }
    }
}
