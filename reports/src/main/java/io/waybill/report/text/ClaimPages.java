package io.waybill.report.text;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimCatalogue;
import io.waybill.checker.anomaly.AnomalyKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What can be claimed and what breaks it, as text. */
public final class ClaimPages {

    private static final int INDENT = 2;
    private static final int GAP = 3;
    private static final int LABEL = 13;

    private ClaimPages() {}

    /** Returns a list of all claims and all anomalies. */
    public static List<Line> all(int width) {
        Page page = new Page(width);
        int names = Stream.concat(
                        Arrays.stream(Claim.values()).map(Claim::id),
                        ClaimCatalogue.anomalies().stream().map(AnomalyKind::id))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        page.add(Line.EMPTY);
        page.add(Line.indented(INDENT).plus("Claims", Tone.STRONG).plus("   waybill claims NAME", Tone.FAINT));
        for (Claim claim : Claim.values()) {
            page.paragraph(
                    Line.indented(INDENT).plus(claim.id()).to(INDENT + names + GAP), claim.definition(), Tone.FAINT);
        }
        page.gap();
        page.add(Line.indented(INDENT).plus("Anomalies", Tone.STRONG));
        for (AnomalyKind kind : ClaimCatalogue.anomalies()) {
            page.paragraph(Line.indented(INDENT).plus(kind.id()).to(INDENT + names + GAP), kind.title(), Tone.FAINT);
        }
        return page.lines();
    }

    /** Returns what a claim says and what breaks it. */
    public static List<Line> of(Claim claim, int width) {
        Page page = new Page(width);
        heading(page, claim.title(), claim.id());
        page.paragraph(INDENT, claim.definition(), Tone.PLAIN);
        page.gap();
        broken(page, "broken by", ClaimCatalogue.brokenBy(claim));
        broken(page, "if claimed", ClaimCatalogue.brokenByIfNamed(claim));
        if (!ClaimCatalogue.brokenByIfNamed(claim).isEmpty()) {
            page.paragraph(
                    Line.EMPTY.to(INDENT + LABEL),
                    "(only where somebody asks for this claim by its name: nobody promised it otherwise)",
                    Tone.FAINT);
        }
        return page.lines();
    }

    private static void broken(Page page, String label, List<AnomalyKind> kinds) {
        int names = kinds.stream().mapToInt(kind -> kind.id().length()).max().orElse(0);
        String shown = label;
        for (AnomalyKind kind : kinds) {
            Line first = Line.indented(INDENT)
                    .plus(shown, Tone.FAINT)
                    .to(INDENT + LABEL)
                    .plus(kind.id())
                    .to(INDENT + LABEL + names + GAP);
            page.paragraph(first, kind.title(), Tone.FAINT);
            shown = "";
        }
    }

    /** Returns what an anomaly is, whom it concerns, and the smallest history that shows it. */
    public static List<Line> of(AnomalyKind kind, int width) {
        Page page = new Page(width);
        heading(page, kind.title(), kind.id());
        page.paragraph(INDENT, kind.definition(), Tone.PLAIN);
        page.gap();
        fact(page, "breaks", claims(ClaimCatalogue::brokenBy, kind));
        fact(page, "if claimed", claims(ClaimCatalogue::brokenByIfNamed, kind));
        fact(page, "Jepsen", kind.jepsen().isEmpty() ? "has no such anomaly" : kind.jepsen());
        fact(page, "source", kind.source());
        page.gap();
        page.add(Line.indented(INDENT).plus("The smallest history that shows it", Tone.FAINT));
        page.gap();
        kind.example()
                .lines()
                .forEach(line -> page.add(Line.indented(INDENT + GAP).plus(line.strip())));
        return page.lines();
    }

    private static void heading(Page page, String title, String id) {
        page.add(Line.EMPTY);
        page.add(Line.indented(INDENT).plus(title, Tone.STRONG).plus("   " + id, Tone.FAINT));
        page.gap();
    }

    private static String claims(Function<Claim, List<AnomalyKind>> broken, AnomalyKind kind) {
        return String.join(
                ", ",
                Arrays.stream(Claim.values())
                        .filter(claim -> broken.apply(claim).contains(kind))
                        .map(Claim::id)
                        .toList());
    }

    private static void fact(Page page, String label, String text) {
        if (!text.isEmpty()) {
            page.paragraph(Line.indented(INDENT).plus(label, Tone.FAINT).to(INDENT + LABEL), text, Tone.PLAIN);
        }
    }
}
