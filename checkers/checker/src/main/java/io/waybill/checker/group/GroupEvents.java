package io.waybill.checker.group;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistoryFacts.TransactionState;
import io.waybill.history.Event;
import io.waybill.history.PartitionOffset;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What members of groups were given, committed and read back. Memory is proportional to the number of those events. */
final class GroupEvents {

    /** A scope's place: one register. */
    record Place(String scope, int partition) {}

    /** A look at a register: a committed offset that was read, or a position at which a member began. */
    record Look(long offset, long fromNanos, long untilNanos, Event event) {}

    private final HistoryFacts facts;
    private final List<Event.Assigned> assignments = new ArrayList<>();
    private final List<Event.Revoked> revocations = new ArrayList<>();
    private final List<Event.Commit> commits = new ArrayList<>();
    private final Map<Integer, Event.TransactionEnded> ends = new HashMap<>();
    private final Map<Integer, Event.Assigned> current = new HashMap<>();
    private final Map<Integer, Long> closes = new HashMap<>();
    private final Map<String, Long> crashes = new HashMap<>();
    private final Map<Place, List<Look>> looks = new LinkedHashMap<>();
    private final Map<Place, List<Event.Positioned>> positions = new HashMap<>();

    private GroupEvents(HistoryFacts facts) {
        this.facts = facts;
    }

    /** Reads them from a history. */
    static GroupEvents of(HistoryReader history, HistoryFacts facts) {
        GroupEvents events = new GroupEvents(facts);
        history.eachEvent(events::note);
        events.assignments.sort((a, b) -> Long.compare(a.timeNanos(), b.timeNanos()));
        return events;
    }

    private void note(Event event) {
        if (event instanceof Event.Assigned e) {
            current.put(e.consumer(), e);
            if (e.generation() != Event.NONE) {
                assignments.add(e);
            }
        } else if (event instanceof Event.Revoked e) {
            revocations.add(e);
        } else if (event instanceof Event.Commit e) {
            commits.add(e);
        } else if (event instanceof Event.TransactionEnded e) {
            ends.put(e.transaction(), e);
        } else if (event instanceof Event.ConsumerClosed e) {
            closes.merge(e.consumer(), e.timeNanos(), Math::min);
            if (e.crashed()) {
                crashes.merge(facts.scope(e.consumer()), e.timeNanos(), Math::min);
            }
        } else if (event instanceof Event.CommittedRead e) {
            e.offsets()
                    .forEach(each -> look(
                            new Place(facts.scope(e.consumer()), each.partition()),
                            new Look(each.offset(), e.timeNanos(), e.completeNanos(), e)));
        } else if (event instanceof Event.Positioned e) {
            notePosition(e);
        }
    }

    private void look(Place place, Look look) {
        looks.computeIfAbsent(place, p -> new ArrayList<>()).add(look);
    }

    /** Where a member begins that was assigned by its group is what the group had committed. */
    private void notePosition(Event.Positioned e) {
        Place place = new Place(facts.scope(e.consumer()), e.partition());
        positions.computeIfAbsent(place, p -> new ArrayList<>()).add(e);
        Event.Assigned assigned = current.get(e.consumer());
        if (e.reason() == Event.PositionReason.START
                && assigned != null
                && assigned.generation() != Event.NONE
                && assigned.partitions().contains(e.partition())) {
            look(place, new Look(e.offset(), assigned.timeNanos(), e.timeNanos(), e));
        }
    }

    List<Event.Assigned> assignments() {
        return assignments;
    }

    List<Event.Revoked> revocations() {
        return revocations;
    }

    List<Event.Commit> commits() {
        return commits;
    }

    Map<Place, List<Look>> looks() {
        return looks;
    }

    List<Event.Positioned> positions(Place place) {
        return positions.getOrDefault(place, List.of());
    }

    /** Returns when a consumer was closed, {@link Event#NEVER} where it was not. */
    long closed(int consumer) {
        return closes.getOrDefault(consumer, Event.NEVER);
    }

    /** Returns when the first member of a scope crashed, {@link Event#NEVER} where none did. */
    long firstCrash(String scope) {
        return crashes.getOrDefault(scope, Event.NEVER);
    }

    Optional<Event.TransactionEnded> end(int transaction) {
        return Optional.ofNullable(ends.get(transaction));
    }

    /** Returns the commits, a table for each register. */
    Map<Place, CommitTable> tables() {
        Map<Place, CommitTable> tables = new LinkedHashMap<>();
        for (Event.Commit commit : commits) {
            if (!commit.outcome().isFail()) {
                for (PartitionOffset each : commit.offsets()) {
                    Place place = new Place(facts.scope(commit.consumer()), each.partition());
                    add(tables.computeIfAbsent(place, p -> new CommitTable()), commit, each.offset());
                }
            }
        }
        tables.values().forEach(CommitTable::seal);
        return tables;
    }

    private void add(CommitTable table, Event.Commit commit, long offset) {
        boolean ok = commit.outcome().isOk();
        if (commit.transaction() == Event.NONE) {
            long end = ok ? commit.completeNanos() : Event.NEVER;
            table.add(commit, offset, commit.timeNanos(), end, ok ? CommitTable.KEPT : CommitTable.UNKNOWN);
            return;
        }
        TransactionState state = facts.transaction(commit.transaction());
        Event.TransactionEnded end = ends.get(commit.transaction());
        if (state == TransactionState.ABORTED) {
            table.add(commit, offset, commit.timeNanos(), Event.NEVER, CommitTable.ABORTED);
        } else if (state == TransactionState.COMMITTED && ok && end != null) {
            table.add(commit, offset, end.timeNanos(), end.completeNanos(), CommitTable.KEPT);
        } else {
            table.add(commit, offset, commit.timeNanos(), Event.NEVER, CommitTable.UNKNOWN);
        }
    }
}
