package io.waybill.planfile.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is wrong at a place.
 *
 * @param what what is wrong: {@code unknown key "evry" in fault "kill"}
 * @param hint what to do about it: {@code did you mean every?}; may be empty
 */
public record Problem(Place place, String what, String hint) {

    /** Returns the lines that show it: where and what, the line of the text, and what is meant underlined. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(place + " " + what);
        String text = place.source().line(place.line());
        if (text.isBlank()) {
            if (!hint.isEmpty()) {
                lines.add("     " + hint);
            }
            return lines;
        }
        String number = String.format(java.util.Locale.ROOT, "%4d", place.line());
        lines.add(number + " │ " + text);
        // A tab stays a tab, so that what is underlined stands below what is meant.
        StringBuilder before = new StringBuilder();
        text.codePoints().limit(place.column() - 1L).forEach(c -> before.append(c == '\t' ? '\t' : ' '));
        String underline = " ".repeat(number.length()) + " │ " + before
                + "~"
                        .repeat(Math.max(
                                1, place.text().codePointCount(0, place.text().length())));
        lines.add(hint.isEmpty() ? underline : underline + " " + hint);
        return lines;
    }

    @Override
    public String toString() {
        return place + " " + what + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
