package io.waybill.report.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of text in several tones.
 *
 * @param spans the pieces, left to right
 */
public record Line(List<Span> spans) {

    /** A line without anything. */
    public static final Line EMPTY = new Line(List.of());

    public Line {
        spans = List.copyOf(spans);
    }

    /** Returns a line of one plain text. */
    public static Line of(String text) {
        return EMPTY.plus(text, Tone.PLAIN);
    }

    /** Returns a line that begins {@code columns} to the right. */
    public static Line indented(int columns) {
        return of(" ".repeat(columns));
    }

    /** Returns this line and more. */
    public Line plus(String text, Tone tone) {
        return text.isEmpty() ? this : plus(new Span(text, tone));
    }

    /** Returns this line and more in plain tone. */
    public Line plus(String text) {
        return plus(text, Tone.PLAIN);
    }

    /** Returns this line and another behind it. */
    public Line plus(Line other) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(other.spans);
        return new Line(all);
    }

    private Line plus(Span span) {
        List<Span> all = new ArrayList<>(spans);
        int last = all.size() - 1;
        if (last >= 0 && all.get(last).tone() == span.tone()) {
            all.set(last, new Span(all.get(last).text() + span.text(), span.tone()));
        } else {
            all.add(span);
        }
        return new Line(all);
    }

    /** Returns this line, filled with blanks up to {@code column}, and with one blank where it is already longer. */
    public Line to(int column) {
        int missing = column - width();
        return spans.isEmpty() && missing <= 0 ? this : plus(" ".repeat(Math.max(1, missing)));
    }

    /** Returns how many columns it takes. */
    public int width() {
        return spans.stream()
                .mapToInt(span -> span.text().codePointCount(0, span.text().length()))
                .sum();
    }

    /** Returns the first {@code columns} columns of this line. */
    public Line cut(int columns) {
        Line cut = EMPTY;
        for (Span span : spans) {
            int room = columns - cut.width();
            int length = span.text().codePointCount(0, span.text().length());
            String text = length <= room
                    ? span.text()
                    : span.text().substring(0, span.text().offsetByCodePoints(0, room));
            cut = cut.plus(text, span.tone());
        }
        return cut;
    }

    /** Returns the text without its tones and without blanks at its end. */
    public String text() {
        StringBuilder out = new StringBuilder();
        spans.forEach(span -> out.append(span.text()));
        return out.toString().stripTrailing();
    }
}
