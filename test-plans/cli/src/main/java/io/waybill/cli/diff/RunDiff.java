package io.waybill.cli.diff;

import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Counts;
import io.waybill.checker.Expectation;
import io.waybill.checker.Verdict;
import io.waybill.report.Finding;
import io.waybill.report.Judged;
import io.waybill.report.Pace;
import io.waybill.report.PressureCount;
import io.waybill.report.Report;
import io.waybill.report.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What is otherwise between two runs. Counts, pressure and pace are of the configurations that both have and that are
 * to hold: controls are there to break.
 *
 * @param then the run that was named first
 * @param now the other
 * @param missing configurations that only one of them has
 */
public record RunDiff(
        Side then,
        Side now,
        List<ClaimChange> claims,
        List<Change> missing,
        List<Change> place,
        List<Change> plan,
        List<Pair> pressure,
        List<Pair> counts,
        Both<Duration> p99,
        Both<Duration> recovery) {

    private static final String NOT_JUDGED = "not judged";

    /** Less than a quarter is no news: the same run twice differs as much. */
    private static final double NEWS = 1.25;

    /** A number in each run. */
    public record Pair(String name, long then, long now) {

        /** Returns whether the difference is larger than two runs of one plan show. */
        public boolean isNews() {
            return Math.max(then, now) > NEWS * Math.min(then, now);
        }
    }

    /** Something of each run, where there is such. */
    public record Both<T>(Optional<T> then, Optional<T> now) {}

    /** Compares. */
    public static RunDiff of(Side then, Side now) {
        Set<String> both = names(then.report());
        both.retainAll(names(now.report()));
        List<ClaimChange> claims = new ArrayList<>();
        for (Judged judged : now.report().judged()) {
            named(then.report(), judged.name())
                    .ifPresent(was -> claims.addAll(claims(was, then.report(), judged, now.report())));
        }
        claims.sort(Comparator.comparing(ClaimChange::control).thenComparing(ClaimChange::course));
        return new RunDiff(
                then,
                now,
                claims,
                changes(presence(then.report()), presence(now.report())),
                changes(then.place(), now.place()),
                then.plan().isEmpty() || now.plan().isEmpty() ? List.of() : changes(then.plan(), now.plan()),
                pressure(then.report(), now.report(), both),
                counts(then.report(), now.report(), both),
                new Both<>(longest(then, both, Pace::p99), longest(now, both, Pace::p99)),
                new Both<>(longest(then, both, Pace::recovery), longest(now, both, Pace::recovery)));
    }

    /** Returns whether a claim is worse than it was. */
    public boolean isWorse() {
        return claims.stream().anyMatch(each -> each.course() == ClaimChange.Course.WORSE);
    }

    /** Returns whether less is known than was. */
    public boolean isLessKnown() {
        return claims.stream().anyMatch(each -> each.course() == ClaimChange.Course.LESS_KNOWN);
    }

    /** Returns whether both were the same plan with the same seed. */
    public boolean isSamePlan() {
        return plan.isEmpty() && !then.plan().isEmpty() && !now.plan().isEmpty();
    }

    private static Set<String> names(Report report) {
        return report.judged().stream().map(Judged::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Judged> named(Report report, String name) {
        return report.judged().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Map<String, String> presence(Report report) {
        return report.judged().stream().collect(Collectors.toMap(Judged::name, each -> "judged"));
    }

    private static List<Change> changes(Map<String, String> then, Map<String, String> now) {
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .map(name -> new Change(name, then.getOrDefault(name, ""), now.getOrDefault(name, "")))
                .filter(each -> !each.then().equals(each.now()))
                .toList();
    }

    private static List<ClaimChange> claims(Judged then, Report thenReport, Judged now, Report nowReport) {
        List<ClaimChange> changes = new ArrayList<>();
        Map<String, ClaimVerdict> before = verdicts(then);
        Map<String, ClaimVerdict> after = verdicts(now);
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            Optional<ClaimVerdict> was = Optional.ofNullable(before.get(id));
            Optional<ClaimVerdict> is = Optional.ofNullable(after.get(id));
            String wasWord = word(was);
            String isWord = word(is);
            if (!wasWord.equals(isWord)) {
                ClaimVerdict any = is.or(() -> was).orElseThrow();
                changes.add(new ClaimChange(
                        now.name(),
                        now.isControl(),
                        any.claim(),
                        wasWord,
                        isWord,
                        course(wasWord, isWord, now.expectations().of(any.claim())),
                        isWord.equals("violated")
                                ? because(nowReport, now, is)
                                : reason(is, because(thenReport, then, was))));
            }
        }
        return changes;
    }

    private static Map<String, ClaimVerdict> verdicts(Judged judged) {
        Map<String, ClaimVerdict> verdicts = new LinkedHashMap<>();
        judged.claims().forEach(each -> verdicts.put(each.claim().id(), each));
        return verdicts;
    }

    private static String word(Optional<ClaimVerdict> verdict) {
        return verdict.map(each -> each.verdict().word()).orElse(NOT_JUDGED);
    }

    /**
     * What is to break is worse where it does not any more and says nothing where it did in neither run, what may break
     * says nothing, and all else is to hold.
     */
    static ClaimChange.Course course(String then, String now, Expectation expected) {
        return switch (expected) {
            case HOLDS ->
                now.equals("violated")
                        ? ClaimChange.Course.WORSE
                        : now.equals("holds") ? ClaimChange.Course.BETTER : ClaimChange.Course.LESS_KNOWN;
            case BREAKS ->
                then.equals("violated")
                        ? ClaimChange.Course.WORSE
                        : now.equals("violated") ? ClaimChange.Course.BETTER : ClaimChange.Course.NEITHER;
            case MAY_BREAK -> ClaimChange.Course.NEITHER;
        };
    }

    private static String because(Report report, Judged judged, Optional<ClaimVerdict> verdict) {
        return report.findings().stream()
                .filter(finding -> finding.judged().equals(judged)
                        && verdict.isPresent()
                        && finding.breaks().contains(verdict.get().claim()))
                .map(RunDiff::named)
                .collect(Collectors.joining("; "));
    }

    private static String named(Finding finding) {
        return finding.id() + ", " + Wording.number(finding.group().count());
    }

    private static String reason(Optional<ClaimVerdict> now, String otherwise) {
        return now.map(ClaimVerdict::verdict)
                .filter(Verdict.Unknown.class::isInstance)
                .map(verdict -> ((Verdict.Unknown) verdict).reason())
                .orElse(otherwise);
    }

    private static List<Judged> compared(Report report, Set<String> both) {
        return report.subjects().stream()
                .filter(each -> both.contains(each.name()))
                .toList();
    }

    private static List<Pair> pressure(Report then, Report now, Set<String> both) {
        Map<String, Long> before = hits(then, both);
        Map<String, Long> after = hits(now, both);
        Set<String> moments = new TreeSet<>(before.keySet());
        moments.addAll(after.keySet());
        return moments.stream()
                .map(moment -> new Pair(moment, before.getOrDefault(moment, 0L), after.getOrDefault(moment, 0L)))
                .toList();
    }

    private static Map<String, Long> hits(Report report, Set<String> both) {
        return compared(report, both).stream()
                .flatMap(each -> each.pressure().stream())
                .collect(Collectors.groupingBy(PressureCount::moment, Collectors.summingLong(PressureCount::hits)));
    }

    private static List<Pair> counts(Report then, Report now, Set<String> both) {
        Map<String, ToLongFunction<Counts>> all = new LinkedHashMap<>();
        all.put("sends", Counts::sends);
        all.put("acknowledged", Counts::acknowledged);
        all.put("no reply", Counts::indeterminate);
        all.put("deliveries", Counts::deliveries);
        all.put("faults", Counts::faults);
        return all.entrySet().stream()
                .map(each -> new Pair(each.getKey(), sum(then, both, each.getValue()), sum(now, both, each.getValue())))
                .toList();
    }

    private static long sum(Report report, Set<String> both, ToLongFunction<Counts> count) {
        return compared(report, both).stream()
                .mapToLong(each -> count.applyAsLong(each.judgement().counts()))
                .sum();
    }

    private static Optional<Duration> longest(Side side, Set<String> both, Function<Pace, Optional<Duration>> which) {
        List<Judged> compared = compared(side.report(), both);
        return compared.stream()
                .map(each -> side.paces().get(side.report().judged().indexOf(each)))
                .flatMap(pace -> which.apply(pace).stream())
                .max(Comparator.naturalOrder());
    }
}
