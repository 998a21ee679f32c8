package io.waybill.checker.oracle;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Asks the fast checker and the definitions the same question and names where the answers differ. */
final class Comparison {

    private Comparison() {}

    /** Returns how often each anomaly was found that was found at all. */
    static Map<String, Long> counts(Judgement judgement) {
        Map<String, Long> counts = new TreeMap<>();
        judgement.anomalies().forEach(group -> counts.put(group.kind().id(), group.count()));
        return counts;
    }

    static Map<Claim, String> verdicts(Judgement judgement) {
        Map<Claim, String> verdicts = new TreeMap<>();
        judgement
                .claims()
                .forEach(each -> verdicts.put(each.claim(), each.verdict().word()));
        return verdicts;
    }

    /** Returns where the checkers disagree about a history, empty where they agree. */
    static List<String> differences(List<Event> events) {
        ReferenceChecker.Result expected = ReferenceChecker.judge(events, Set.of());
        CheckOptions tables = CheckOptions.all(1);
        List<String> all = differences(expected, HistoryChecker.check(StoredHistory.of(events), tables));
        CheckOptions pages = tables.withMessagesInTable(0);
        differences(expected, HistoryChecker.check(StoredHistory.of(events), pages))
                .forEach(difference -> all.add("with pages, " + difference));
        return all;
    }

    private static List<String> differences(ReferenceChecker.Result expected, Judgement actual) {
        List<String> all = new ArrayList<>();
        Map<String, Long> counts = counts(actual);
        for (AnomalyKind kind : ReferenceChecker.KINDS) {
            List<String> places = expected.found().getOrDefault(kind.id(), List.of());
            long count = counts.getOrDefault(kind.id(), 0L);
            if (places.size() != count) {
                all.add(kind.id() + ": by the definitions " + places.size() + " at " + places + ", found " + count);
            }
        }
        Map<String, Object> obligations = new TreeMap<>();
        actual.obligations().forEach(each -> obligations.put(each.scope(), each));
        expected.obligations().forEach((scope, each) -> {
            if (!each.equals(obligations.get(scope))) {
                all.add("obligations: by the definitions " + each + ", found " + obligations.get(scope));
            }
        });
        for (ClaimVerdict each : actual.claims()) {
            String other = expected.verdicts().get(each.claim());
            String verdict = each.verdict().word();
            // What breaks a claim may be of transactions, groups or queues, and unknown to the definitions of logs.
            boolean ofLogs = ReferenceChecker.KINDS.containsAll(each.because());
            if (other != null && ofLogs && !other.equals(verdict)) {
                all.add(each.claim().id() + ": by the definitions " + other + ", found " + verdict);
            }
        }
        return all;
    }

    /** Returns what changes when the same history is stored or read another way; empty where nothing does. */
    static List<String> instabilities(List<Event> events, SplittableRandom random) {
        Judgement one = HistoryChecker.check(StoredHistory.of(events), CheckOptions.all(1));
        List<String> all = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            HistoryReader shuffled = StoredHistory.shuffled(events, random);
            Judgement other = HistoryChecker.check(shuffled, CheckOptions.all(threads));
            if (!counts(one).equals(counts(other))
                    || !verdicts(one).equals(verdicts(other))
                    || !one.obligations().equals(other.obligations())
                    || !one.counts().equals(other.counts())) {
                all.add(threads + " threads, shuffled blocks: " + counts(one) + one.obligations() + verdicts(one)
                        + " became " + counts(other) + other.obligations() + verdicts(other));
            }
        }
        return all;
    }
}
