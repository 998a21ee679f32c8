package io.waybill.report;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Counts;
import io.waybill.checker.Verdict;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.LostWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The verdict in one sentence, made of facts.
 *
 * <pre>
 *  violated     {most frequent anomaly} [in {k} of {n} configurations] [, and {m} other anomalies were found].
 *               No claim is violated, but in {name} something is wrong that no client saw: {what}.
 *  failed       The harness failed, and nothing is claimed. {reason}. | [Control] {name} did not break ({claims}): …
 *  interrupted  Interrupted before anything was judged. | Interrupted before the end: {k} configurations were judged, no violation so far.
 *  unknown      Nothing can be said: {reason}. | {claims} cannot be judged: {reason}.
 *               No violation of {…}, but no control of {claims} ran: whether a violation would have been seen is not shown.
 *               Only controls ran, and broke as they must: nothing was there to hold.
 *               Nothing is promised here: nothing was there to hold.
 *  holds        No violation of {n} claims in {k} configurations | {m} acknowledged messages | {m} deliveries.
 * </pre>
 */
final class Headline {

    private final Report report;

    Headline(Report report) {
        this.report = report;
    }

    String text() {
        return switch (report.conclusion()) {
            case VIOLATED -> violated();
            case FAILED -> failed();
            case INTERRUPTED -> interrupted();
            case UNKNOWN -> unknown();
            case HOLDS -> holds();
        };
    }

    private String violated() {
        Map<AnomalyKind, Long> counts = new LinkedHashMap<>();
        report.findings().stream()
                .filter(Finding::counts)
                .forEach(finding ->
                        counts.merge(finding.group().kind(), finding.group().count(), Long::sum));
        AnomalyKind most = null;
        for (Map.Entry<AnomalyKind, Long> entry : counts.entrySet()) {
            if (most == null || entry.getValue() > counts.getOrDefault(most, 0L)) {
                most = entry.getKey();
            }
        }
        if (most == null) {
            return violatedWithoutAnomaly();
        }
        String sentence = AnomalyPhrase.of(most, counts.getOrDefault(most, 0L), outOf(most));
        return Wording.sentence(sentence) + where(most) + others(counts.size() - 1) + ".";
    }

    /** A claim about time or availability may be violated without a message being wrong. */
    private String violatedWithoutAnomaly() {
        List<String> claims = report.subjects().stream()
                .flatMap(judged -> judged.broken().stream())
                .map(each -> each.claim().title())
                .distinct()
                .toList();
        return claims.isEmpty()
                ? wrongInside()
                : Wording.list(claims) + (claims.size() == 1 ? " is" : " are") + " violated.";
    }

    /** In a simulated world more can be seen than clients see. */
    private String wrongInside() {
        Judged first = report.judged().stream()
                .filter(judged -> !judged.sightings().isEmpty())
                .findFirst()
                .orElseThrow();
        Inside.Sighting sighting = first.sightings().get(0);
        return "No claim is violated, but in " + first.name() + " something is wrong that no client saw: "
                + sighting.layer() + " \"" + sighting.id() + "\".";
    }

    private long outOf(AnomalyKind kind) {
        if (!kind.equals(LostWrite.KIND)) {
            return 0;
        }
        return report.subjects().stream()
                .filter(judged -> judged.judgement().anomalies().stream()
                        .anyMatch(group -> group.kind().equals(kind)))
                .mapToLong(judged -> judged.judgement().counts().acknowledged())
                .sum();
    }

    private String where(AnomalyKind kind) {
        int all = report.subjects().size();
        long broken = report.findings().stream()
                .filter(finding -> finding.counts() && finding.group().kind().equals(kind))
                .map(Finding::judged)
                .distinct()
                .count();
        return all == 1 ? "" : " in " + broken + " of " + all + " configurations";
    }

    private static String others(int kinds) {
        return kinds == 0
                ? ""
                : ", and " + Wording.count(kinds, "other anomaly was", "other anomalies were") + " found";
    }

    private String failed() {
        if (report.failure().isPresent()) {
            return "The harness failed, and nothing is claimed. "
                    + report.failure().get() + ".";
        }
        Judged broken = report.judged().stream()
                .filter(each -> !each.unbroken().isEmpty())
                .findFirst()
                .orElseThrow();
        return Wording.sentence((broken.isControl() ? "control " : "") + broken.name()) + " did not break ("
                + Wording.list(broken.unbroken().stream().map(Claim::title).toList())
                + "): whoever missed that may have missed more, so nothing is claimed.";
    }

    private String interrupted() {
        int judged = report.subjects().size();
        if (judged == 0) {
            return "Interrupted before anything was judged.";
        }
        return "Interrupted before the end: " + Wording.count(judged, "configuration was", "configurations were")
                + " judged, without a violation.";
    }

    private String unknown() {
        List<ClaimVerdict> all = report.subjects().stream()
                .flatMap(judged -> judged.promised().stream())
                .toList();
        List<ClaimVerdict> unknown = all.stream()
                .filter(each -> each.verdict() instanceof Verdict.Unknown)
                .toList();
        if (unknown.isEmpty()) {
            return nothingWrong(all.isEmpty());
        }
        // Where nothing was acknowledged, everything else that is missing follows from it.
        ClaimVerdict telling = unknown.stream()
                .filter(each -> each.claim() == Claim.AT_LEAST_ONCE)
                .findFirst()
                .orElse(unknown.get(0));
        String reason = ((Verdict.Unknown) telling.verdict()).reason();
        if (unknown.size() == all.size()) {
            return "Nothing can be said: " + reason + ".";
        }
        String claims = unknown.stream()
                .filter(each -> ((Verdict.Unknown) each.verdict()).reason().equals(reason))
                .map(each -> each.claim().title())
                .distinct()
                .collect(Collectors.joining(", "));
        return claims + " cannot be judged: " + reason + ".";
    }

    private String nothingWrong(boolean nothingJudged) {
        if (!nothingJudged) {
            String claims =
                    Wording.list(report.unvouched().stream().map(Claim::title).toList());
            return noViolation() + ", but no control of " + claims
                    + " ran: whether a violation would have been seen is not shown.";
        }
        if (report.subjects().stream().anyMatch(judged -> !judged.claims().isEmpty())) {
            return "Nothing is promised here: nothing was there to hold.";
        }
        return report.controls().isEmpty()
                ? "Nothing can be said: no claim was judged."
                : "Only controls ran, and broke as they must: nothing was there to hold.";
    }

    private String holds() {
        return noViolation() + ".";
    }

    private String noViolation() {
        List<Judged> subjects = report.subjects();
        long claims = subjects.stream()
                .flatMap(judged -> judged.promised().stream())
                .map(ClaimVerdict::claim)
                .distinct()
                .count();
        long acknowledged = sum(subjects, Counts::acknowledged);
        // With acks=0 nothing is acknowledged, and what was delivered was judged all the same.
        String messages = acknowledged == 0
                ? Wording.count(sum(subjects, Counts::deliveries), "delivery", "deliveries")
                : Wording.count(acknowledged, "acknowledged message");
        String where = subjects.size() == 1 ? "" : subjects.size() + " configurations, ";
        return "No violation of " + Wording.count(claims, "claim") + " in " + where + messages;
    }

    private static long sum(List<Judged> subjects, ToLongFunction<Counts> count) {
        return subjects.stream()
                .mapToLong(judged -> count.applyAsLong(judged.judgement().counts()))
                .sum();
    }
}
