package io.waybill.report;

import io.waybill.checker.Claim;
import java.util.List;

/**
 * How often a dangerous moment came about.
 *
 * @param moment its name as a sentence: {@code leader killed with sends in flight}
 * @param hits how often it came about
 * @param required below this the claims that depend on it are unknown; 0 where nothing was asked
 * @param wanted below this they are weak; 0 where nothing was asked
 * @param claims the claims that depend on it
 */
public record PressureCount(String moment, long hits, int required, int wanted, List<Claim> claims) {
    public PressureCount {
        claims = List.copyOf(claims);
    }

    /** Returns whether it came about less often than it was wanted. */
    public boolean isWeak() {
        return hits < wanted;
    }
}
