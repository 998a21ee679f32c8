package io.waybill.checker.oracle;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.online.EarlyFinding;
import io.waybill.checker.online.OnlineChecker;
import io.waybill.checker.online.Standing;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryTail;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is confirmed while a history is written is found when it is whole, and when it breaks off just then. */
class OnlineCheckerPropertyTest {

    @Test
    void what_a_correct_broker_does_is_never_confirmed_as_a_violation() {
        new Property(
                        "OnlineCheckerPropertyTest#what_a_correct_broker_does_is_never_confirmed_as_a_violation",
                        random -> AsRecorded.of(RandomHistory.strict(random, 10 + random.nextInt(120))),
                        history -> {
                            List<String> problems = new ArrayList<>();
                            eachPrefix(
                                    history,
                                    (standing, written) -> standing.confirmed()
                                            .forEach(
                                                    (kind, count) -> problems.add(kind.id() + ": confirmed " + count)));
                            return problems;
                        })
                .holdsFor(150);
    }

    @Test
    void whatever_is_confirmed_at_any_moment_is_found_in_the_end() {
        new Property(
                        "OnlineCheckerPropertyTest#whatever_is_confirmed_at_any_moment_is_found_in_the_end",
                        OnlineCheckerPropertyTest::spoiled,
                        history -> {
                            Judgement whole = judged(StoredHistory.of(history));
                            List<String> problems = new ArrayList<>();
                            eachPrefix(history, (standing, written) -> problems.addAll(unfounded(standing, whole)));
                            return problems;
                        })
                .holdsFor(800);
    }

    @Test
    void what_is_confirmed_is_found_if_the_history_breaks_off_just_then() {
        new Property(
                        "OnlineCheckerPropertyTest#what_is_confirmed_is_found_if_the_history_breaks_off_just_then",
                        OnlineCheckerPropertyTest::spoiled,
                        history -> {
                            List<String> problems = new ArrayList<>();
                            eachPrefix(history, (standing, written) -> {
                                if (problems.isEmpty() && !standing.confirmed().isEmpty()) {
                                    problems.addAll(unfounded(standing, judged(written)));
                                }
                            });
                            return problems;
                        })
                .holdsFor(150);
    }

    private static List<Event> spoiled(SplittableRandom random) {
        return AsRecorded.of(Mutation.spoil(RandomHistory.valid(random, 4 + random.nextInt(60)), random));
    }

    private static Judgement judged(HistoryReader history) {
        return HistoryChecker.check(history, CheckOptions.all(1));
    }

    /** Is shown how a history stands, and what is written of it. */
    private interface Look {
        void at(Standing standing, HistoryReader written);
    }

    /** Writes a history event by event, each in a block of its own, and looks after each. */
    private static void eachPrefix(List<Event> history, Look look) {
        try (ByteStore store = ByteStore.inMemory();
                HistoryWriter writer = HistoryWriter.over(store);
                HistoryTail tail = HistoryTail.over(store)) {
            OnlineChecker checker = new OnlineChecker();
            for (Event event : history) {
                writer.write(event);
                writer.flush();
                tail.advance(checker);
                look.at(checker.standing(), HistoryReader.over(store));
            }
            checker.end();
            look.at(checker.standing(), HistoryReader.over(store));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was confirmed and is not found, by kind and message. */
    private static List<String> unfounded(Standing standing, Judgement judgement) {
        Map<String, Set<MessageId>> found = judgement.anomalies().stream()
                .collect(Collectors.toMap(group -> group.kind().id(), OnlineCheckerPropertyTest::messages));
        Map<String, Integer> times = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (EarlyFinding early : standing.first()) {
            String kind = early.kind().id();
            if (!isFound(early, found)) {
                problems.add(kind + ": confirmed of " + early.message() + ", found of " + found.get(kind));
            }
            times.merge(kind, 1, Integer::sum);
        }
        Map<String, Long> counts = Comparison.counts(judgement);
        times.forEach((kind, count) -> {
            // A reordered message of which a copy turns up further in front is a duplicate in the end.
            boolean alsoTwice = kind.equals(Reordered.KIND.id()) && counts.containsKey(DuplicateAppend.KIND.id());
            if (!alsoTwice && count > counts.getOrDefault(kind, 0L)) {
                problems.add(kind + ": confirmed " + count + " times, found " + counts.getOrDefault(kind, 0L));
            }
        });
        return problems;
    }

    private static boolean isFound(EarlyFinding early, Map<String, Set<MessageId>> found) {
        Function<String, Set<MessageId>> of = kind -> found.getOrDefault(kind, Set.of());
        if (!early.message().isOurs()) {
            return found.containsKey(early.kind().id());
        }
        boolean itself = of.apply(early.kind().id()).contains(early.message());
        Set<MessageId> twice = of.apply(DuplicateAppend.KIND.id());
        boolean asDuplicate = early.kind().equals(Reordered.KIND)
                && (twice.contains(early.message())
                        || early.other().filter(twice::contains).isPresent());
        return itself || asDuplicate;
    }

    private static Set<MessageId> messages(AnomalyGroup group) {
        return group.witnesses().stream()
                .flatMap(anomaly -> anomaly.message().stream())
                .collect(Collectors.toSet());
    }
}
