package io.waybill.plan;

import io.waybill.checker.Claim;
import java.util.List;
import java.util.Set;

/**
 * What a configuration must keep, and how hard it must have been tried for that to count.
 *
 * @param claims at least one
 * @param pressure the dangerous moments that must have come about
 */
public record Promise(Set<Claim> claims, List<Pressure> pressure) {

    public Promise {
        claims = Set.copyOf(claims);
        pressure = List.copyOf(pressure);
    }

    Promise scaledTo(Profile profile) {
        return new Promise(
                claims, pressure.stream().map(each -> each.scaledTo(profile)).toList());
    }
}
