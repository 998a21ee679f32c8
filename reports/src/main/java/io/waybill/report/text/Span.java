package io.waybill.report.text;

import java.util.Locale;

/**
 * A piece of a line in one tone.
 *
 * @param text without line breaks and control characters: whatever comes from a history is made visible instead
 */
public record Span(String text, Tone tone) {

    public Span {
        text = visible(text);
    }

    /** Names in a history may hold anything, also what would move a terminal's cursor. */
    private static String visible(String text) {
        if (text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
