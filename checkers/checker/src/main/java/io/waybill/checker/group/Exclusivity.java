package io.waybill.checker.group;

import io.waybill.checker.anomaly.GroupOverlap;
import io.waybill.checker.anomaly.ZombieCommit;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import io.waybill.history.PartitionOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a partition belongs to one member in a generation, and whether members of older ones are kept out. */
final class Exclusivity {

    private record Share(String scope, int generation, int partition) {}

    private final GroupEvents events;
    private final HistoryFacts facts;
    private final Findings findings;
    private final Map<GroupEvents.Place, List<Event.Assigned>> owners = new HashMap<>();
    private long judged;

    Exclusivity(GroupEvents events, HistoryFacts facts, Findings findings) {
        this.events = events;
        this.facts = facts;
        this.findings = findings;
    }

    void judge() {
        Map<Share, List<Event.Assigned>> shares = new HashMap<>();
        for (Event.Assigned assigned : events.assignments()) {
            String scope = facts.scope(assigned.consumer());
            for (int partition : assigned.partitions()) {
                judged++;
                owners.computeIfAbsent(new GroupEvents.Place(scope, partition), place -> new ArrayList<>())
                        .add(assigned);
                List<Event.Assigned> before = shares.computeIfAbsent(
                        new Share(scope, assigned.generation(), partition), share -> new ArrayList<>());
                before.stream()
                        .filter(each -> each.consumer() != assigned.consumer())
                        .filter(each -> !isReleased(each, partition, assigned.timeNanos()))
                        .findFirst()
                        .ifPresent(each -> findings.add(
                                GroupOverlap.KIND,
                                assigned.timeNanos(),
                                partition,
                                () -> new GroupOverlap(each, assigned, partition)));
                before.add(assigned);
            }
        }
        events.commits().forEach(this::judgeCommit);
    }

    private boolean isReleased(Event.Assigned holder, int partition, long untilNanos) {
        if (events.closed(holder.consumer()) <= untilNanos) {
            return true;
        }
        for (Event.Revoked revoked : events.revocations()) {
            if (revoked.consumer() == holder.consumer()
                    && revoked.partitions().contains(partition)
                    && revoked.timeNanos() >= holder.timeNanos()
                    && revoked.timeNanos() <= untilNanos) {
                return true;
            }
        }
        // An assignment names all that a member has from then on: what is not in a later one was given back.
        return events.assignments().stream()
                .anyMatch(later -> later.consumer() == holder.consumer()
                        && later.timeNanos() > holder.timeNanos()
                        && later.timeNanos() <= untilNanos
                        && !later.partitions().contains(partition));
    }

    private void judgeCommit(Event.Commit commit) {
        if (commit.generation() == Event.NONE) {
            return;
        }
        judged++;
        for (PartitionOffset each : commit.offsets()) {
            Event.Assigned successor = commit.outcome().isOk() ? successor(commit, each.partition()) : null;
            if (successor != null) {
                findings.add(
                        ZombieCommit.KIND,
                        commit.timeNanos(),
                        commit.consumer(),
                        () -> new ZombieCommit(successor, commit));
                return;
            }
        }
    }

    private Event.@Nullable Assigned successor(Event.Commit commit, int partition) {
        GroupEvents.Place place = new GroupEvents.Place(facts.scope(commit.consumer()), partition);
        List<Event.Assigned> all = owners.getOrDefault(place, List.of());
        // From the latest on: mostly it is the committing member itself, and then nobody else came after it.
        for (int i = all.size() - 1; i >= 0; i--) {
            Event.Assigned owner = all.get(i);
            if (owner.generation() <= commit.generation()) {
                return null;
            }
            if (owner.timeNanos() < commit.timeNanos() && owner.consumer() != commit.consumer()) {
                return owner;
            }
        }
        return null;
    }

    /** Returns how many assigned partitions and commits of members were looked at. */
    long judged() {
        return judged;
    }
}
