package io.waybill.checker.log;

import java.util.Map;
import java.util.TreeMap;

/** What there was to judge in one partition, or in several. */
public final class PartitionCounts {

    long sends;
    long ok;
    long failed;
    long deliveries;
    long foreign;
    long maybeSent;
    private final Map<String, ScopeCounts> scopes = new TreeMap<>();

    PartitionCounts() {}

    ScopeCounts scope(String name) {
        return scopes.computeIfAbsent(name, n -> new ScopeCounts());
    }

    void add(PartitionCounts other) {
        sends += other.sends;
        ok += other.ok;
        failed += other.failed;
        deliveries += other.deliveries;
        foreign += other.foreign;
        maybeSent += other.maybeSent;
        other.scopes.forEach((name, counts) -> scope(name).add(counts));
    }

    /** Returns the number of sends. */
    public long sends() {
        return sends;
    }

    /** Returns the number of sends that were acknowledged. */
    public long ok() {
        return ok;
    }

    /** Returns the number of sends that certainly failed. */
    public long failed() {
        return failed;
    }

    /** Returns the number of deliveries. */
    public long deliveries() {
        return deliveries;
    }

    /** Returns the number of deliveries of other producers' records. */
    public long foreign() {
        return foreign;
    }

    /** Returns the number of deliveries whose send may be in the lost part of a torn history. */
    public long maybeSent() {
        return maybeSent;
    }

    /** Returns where the acknowledged messages ended, by scope. */
    public Map<String, ScopeCounts> scopes() {
        return scopes;
    }
}
