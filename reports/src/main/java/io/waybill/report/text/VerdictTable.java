package io.waybill.report.text;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Verdict;
import io.waybill.report.Finding;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.Wording;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The claims and their verdicts: a row for each claim of one history, or a matrix of several configurations. */
final class VerdictTable {

    private static final int INDENT = 4;
    private static final int GAP = 3;
    private static final String BROKE = "control: broke as it must";
    private static final String DID_NOT_BREAK = "control: DID NOT BREAK";

    private final Page page;
    private final Report report;

    VerdictTable(Page page, Report report) {
        this.page = page;
        this.report = report;
    }

    void add() {
        if (report.judged().size() == 1) {
            list(report.judged().get(0));
            return;
        }
        List<Claim> claims = report.judged().stream()
                .flatMap(judged -> judged.claims().stream())
                .map(ClaimVerdict::claim)
                .distinct()
                .sorted()
                .toList();
        matrix(claims);
    }

    private void list(Judged judged) {
        int titles = judged.claims().stream()
                .mapToInt(each -> each.claim().title().length())
                .max()
                .orElse(0);
        int signs = judged.claims().stream()
                .mapToInt(each -> glyph(judged, each.claim()).sign().length())
                .max()
                .orElse(0);
        int words = Math.max(
                "violated".length(),
                judged.claims().stream()
                        .mapToInt(each ->
                                glyph(judged, each.claim()).word(each.verdict()).length())
                        .max()
                        .orElse(0));
        int counts = judged.claims().stream()
                .mapToInt(each -> evidence(each).length())
                .max()
                .orElse(0);
        for (ClaimVerdict each : judged.claims()) {
            Glyph glyph = glyph(judged, each.claim());
            int first = INDENT + signs + 1 + titles + GAP;
            Line line = Line.indented(INDENT)
                    .plus(glyph.sign(), glyph.tone())
                    .plus(" " + each.claim().title())
                    .to(first)
                    .plus(glyph.word(each.verdict()), glyph.tone());
            int column = first + words + GAP;
            String reason =
                    each.verdict().match(holds -> "", violated -> because(judged, each), unknown -> unknown.reason());
            String evidence = evidence(each);
            if (!evidence.isEmpty()) {
                line = line.to(column + counts - evidence.length()).plus(evidence);
                column += counts + GAP;
            }
            if (reason.isEmpty()) {
                page.add(line);
            } else {
                page.paragraph(line.to(column), reason, Tone.FAINT);
            }
        }
    }

    private static String evidence(ClaimVerdict each) {
        return each.verdict()
                .match(
                        holds -> outOf(holds.evidence(), each.outOf()),
                        violated -> outOf(violated.violations(), each.outOf()),
                        unknown -> "");
    }

    /** One message may break a claim more than once, and then "of" would make no sense. */
    private static String outOf(long count, long all) {
        return Wording.number(count) + (all >= count ? " of " + Wording.number(all) : "");
    }

    private String because(Judged judged, ClaimVerdict each) {
        return report.findings().stream()
                .filter(finding ->
                        finding.judged().equals(judged) && finding.breaks().contains(each.claim()))
                .map(Finding::id)
                .collect(Collectors.joining(", "));
    }

    /** Configurations as rows where that fits, else claims. */
    private void matrix(List<Claim> claims) {
        int names = report.judged().stream()
                .mapToInt(judged -> judged.name().length())
                .max()
                .orElse(0);
        int first = INDENT + names + GAP;
        int columns =
                claims.stream().mapToInt(claim -> claim.title().length() + GAP).sum();
        int remark = report.controls().isEmpty() ? 0 : 2 + BROKE.length();
        if (first + columns + remark <= page.width()) {
            rows(claims, first);
        } else {
            columns(claims);
        }
        legend(claims);
    }

    /** What the signs in brackets mean, where there are any. */
    private void legend(List<Claim> claims) {
        Set<Glyph> used = EnumSet.noneOf(Glyph.class);
        for (Judged judged : report.judged()) {
            claims.forEach(claim -> used.add(glyph(judged, claim)));
        }
        used.stream().filter(glyph -> !glyph.meaning().isEmpty()).forEach(glyph -> {
            page.add(
                    Line.indented(INDENT).plus(glyph.sign() + " ", glyph.tone()).plus(glyph.meaning(), glyph.tone()));
        });
    }

    private void columns(List<Claim> claims) {
        int first = INDENT
                + claims.stream()
                        .mapToInt(claim -> claim.title().length())
                        .max()
                        .orElse(0)
                + GAP;
        Line head = Line.EMPTY.to(first);
        for (Judged judged : report.judged()) {
            head = head.plus(judged.name() + " ".repeat(GAP), Tone.FAINT);
        }
        page.add(head);
        for (Claim claim : claims) {
            Line line = Line.indented(INDENT).plus(claim.title());
            int column = first;
            for (Judged judged : report.judged()) {
                Glyph glyph = glyph(judged, claim);
                line = line.to(column + (judged.name().length() - glyph.sign().length() + 1) / 2)
                        .plus(glyph.sign(), judged.isControl() ? Tone.FAINT : glyph.tone());
                column += judged.name().length() + GAP;
            }
            page.add(line);
        }
        for (Judged control : report.controls()) {
            boolean broke = control.unbroken().isEmpty();
            page.add(Line.indented(INDENT)
                    .plus(control.name() + " is a ", Tone.FAINT)
                    .plus(broke ? BROKE : DID_NOT_BREAK, broke ? Tone.FAINT : Tone.VIOLATED));
        }
    }

    private void rows(List<Claim> claims, int first) {
        Line head = Line.EMPTY.to(first);
        for (Claim claim : claims) {
            head = head.plus(claim.title() + " ".repeat(GAP), Tone.FAINT);
        }
        page.add(head);
        for (Judged judged : report.judged()) {
            Line line = Line.indented(INDENT).plus(judged.name()).to(first);
            int column = first;
            for (Claim claim : claims) {
                Glyph glyph = glyph(judged, claim);
                int middle = column + (claim.title().length() - glyph.sign().length() + 1) / 2;
                Line filled = middle > line.width() ? line.to(middle) : line;
                line = filled.plus(glyph.sign(), judged.isControl() ? Tone.FAINT : glyph.tone());
                column += claim.title().length() + GAP;
            }
            if (judged.isControl()) {
                boolean broke = judged.unbroken().isEmpty();
                line = line.to(column + 2).plus(broke ? BROKE : DID_NOT_BREAK, broke ? Tone.FAINT : Tone.VIOLATED);
            }
            page.add(line);
        }
    }

    private static Glyph glyph(Judged judged, Claim claim) {
        Optional<Verdict> verdict = judged.claims().stream()
                .filter(each -> each.claim() == claim)
                .map(ClaimVerdict::verdict)
                .findFirst();
        return verdict.map(each -> judged.isControl()
                        ? Glyph.of(each)
                        : Glyph.of(each, judged.expectations().of(claim)))
                .orElse(Glyph.NOT_CLAIMED);
    }
}
