package io.waybill.plan;

import io.waybill.checker.Claim;
import java.util.Set;

/**
 * How often a dangerous moment must have come about for a claim to be worth something.
 *
 * @param moment the moment
 * @param required below this the claims are unknown, however good they look; 0 or more
 * @param wanted below this they are weak, and the report says so; {@code required} or more
 * @param claims which claims depend on it; empty: all that the configuration makes
 */
public record Pressure(Moment moment, int required, int wanted, Set<Claim> claims) {

    public Pressure {
        claims = Set.copyOf(claims);
    }

    /** Returns the pressure that all claims depend on. */
    public static Pressure of(Moment moment, int required, int wanted) {
        return new Pressure(moment, required, wanted, Set.of());
    }

    /** Returns whether a claim of the configuration depends on it. */
    public boolean concerns(Claim claim) {
        return claims.isEmpty() || claims.contains(claim);
    }

    Pressure ofAtMost(int mostRequired, int mostWanted) {
        return new Pressure(moment, Math.min(required, mostRequired), Math.min(wanted, mostWanted), claims);
    }
}
