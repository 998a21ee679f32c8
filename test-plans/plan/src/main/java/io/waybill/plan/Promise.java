package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration must keep, and how hard it must have been tried for that to count.
 *
 * @param claims at least one
 * @param pressure the dangerous moments that must have come about
 * @param recoveryBound how long after a fault's end it may take until messages flow again; there where
 *     {@link Claim#RECOVERY} is claimed, and only there
 * @param expectations which of the claims are not promised but known to break, or may break; of a control none
 */
public record Promise(
        Set<Claim> claims, List<Pressure> pressure, Optional<Duration> recoveryBound, Expectations expectations) {

    public Promise {
        claims = Set.copyOf(claims);
        pressure = List.copyOf(pressure);
    }

    /** Makes one that says nothing of recovery. */
    public Promise(Set<Claim> claims, List<Pressure> pressure) {
        this(claims, pressure, Optional.empty());
    }

    /** Makes one of which every claim is to hold. */
    public Promise(Set<Claim> claims, List<Pressure> pressure, Optional<Duration> recoveryBound) {
        this(claims, pressure, recoveryBound, Expectations.ALL_HOLD);
    }

    Promise withExpectations(Expectations others) {
        return new Promise(claims, pressure, recoveryBound, others);
    }

    Promise withPressureOfAtMost(int required, int wanted) {
        return new Promise(
                claims,
                pressure.stream().map(each -> each.ofAtMost(required, wanted)).toList(),
                recoveryBound,
                expectations);
    }
}
