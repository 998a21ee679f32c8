package io.waybill.checker.oracle;

import io.waybill.history.Event;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryPropertyTest {

    private static final Set<String> NEVER_PROMISED = Set.of("retried-duplicate", "retried-reorder");

    @Test
    void what_a_correct_broker_does_is_no_anomaly_by_the_definitions() {
        new Property(
                        "HistoryPropertyTest#what_a_correct_broker_does_is_no_anomaly_by_the_definitions",
                        random -> RandomHistory.strict(random, 10 + random.nextInt(120)),
                        history -> byDefinition(history, Set.of()))
                .holdsFor(300);
    }

    @Test
    void what_retries_do_that_nobody_forbade_is_no_violation_by_the_definitions() {
        new Property(
                        "HistoryPropertyTest#what_retries_do_that_nobody_forbade_is_no_violation_by_the_definitions",
                        random -> RandomHistory.valid(random, 10 + random.nextInt(120)),
                        history -> byDefinition(history, NEVER_PROMISED))
                .holdsFor(300);
    }

    private static List<String> byDefinition(List<Event> history, Set<String> allowed) {
        ReferenceChecker.Result result = ReferenceChecker.judge(history, Set.of());
        return result.found().entrySet().stream()
                .filter(each -> !allowed.contains(each.getKey()))
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
    }

    @Test
    void the_checker_says_of_a_spoiled_history_what_the_definitions_say() {
        new Property(
                        "HistoryPropertyTest#the_checker_says_of_a_spoiled_history_what_the_definitions_say",
                        random -> Mutation.spoil(RandomHistory.valid(random, 4 + random.nextInt(40)), random),
                        Comparison::differences)
                .holdsFor(3_000);
    }

    @Test
    void blocks_and_threads_change_nothing() {
        new Property(
                        "HistoryPropertyTest#blocks_and_threads_change_nothing",
                        random -> Mutation.spoil(RandomHistory.valid(random, 4 + random.nextInt(80)), random),
                        history -> Comparison.instabilities(history, new SplittableRandom(history.size())))
                .holdsFor(1_000);
    }
}
