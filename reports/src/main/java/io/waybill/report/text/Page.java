package io.waybill.report.text;

import java.util.ArrayList;
import java.util.List;

/** Lines of a certain width, from the top down. Not safe for use by two threads. */
public final class Page {

    /** The narrowest page that is laid out; below it, lines stick out. */
    public static final int NARROWEST = 40;

    private final int width;
    private final List<Line> lines = new ArrayList<>();

    /**
     * Creates an empty page.
     *
     * @param width in columns; below {@link #NARROWEST} counts as that
     */
    public Page(int width) {
        this.width = Math.max(NARROWEST, width);
    }

    /** Returns the width in columns. */
    public int width() {
        return width;
    }

    /** Returns the lines so far. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Adds a line. */
    public void add(Line line) {
        lines.add(line);
    }

    /** Adds an empty line, unless there is nothing above it or the line above is empty. */
    public void gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).text().isEmpty()) {
            lines.add(Line.EMPTY);
        }
    }

    /** Adds a line with something at the right edge, or on a line of its own where both do not fit. */
    public void addWithRight(Line left, Line right) {
        int start = width - right.width();
        if (left.width() + 2 <= start) {
            add(left.to(start).plus(right));
        } else {
            add(left);
            add(Line.EMPTY.to(Math.max(0, start)).plus(right));
        }
    }

    /** Adds a text that begins behind {@code first} and goes on below its beginning. */
    public void paragraph(Line first, String text, Tone tone) {
        int indent = first.width();
        Line line = first;
        boolean begun = false;
        for (String word : text.split(" ", -1)) {
            if (begun && line.width() + 1 + word.length() > width) {
                add(line);
                line = Line.indented(indent);
                begun = false;
            }
            line = line.plus((begun ? " " : "") + word, tone);
            begun = true;
        }
        add(line);
    }

    /** Adds a text that begins at column {@code indent}. */
    public void paragraph(int indent, String text, Tone tone) {
        paragraph(Line.indented(indent), text, tone);
    }
}
