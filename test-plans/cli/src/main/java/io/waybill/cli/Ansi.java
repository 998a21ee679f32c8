package io.waybill.cli;

import io.waybill.report.text.Line;
import io.waybill.report.text.Span;
import io.waybill.report.text.Tone;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * Turns lines into what a terminal shows: colours where they are wanted, and letters instead of signs that the charset
 * does not have. Blue and orange, never green and red: a verdict must be told apart by everybody.
 */
final class Ansi {

    private static final String RESET = "\u001b[0m";

    /** Each sign and one letter that stands for it, so that columns stay where they are. */
    private static final Map<Integer, Character> LETTERS = Map.ofEntries(
            Map.entry((int) '✓', '+'),
            Map.entry((int) '✕', 'x'),
            Map.entry((int) '→', '>'),
            Map.entry((int) '←', '<'),
            Map.entry((int) '–', '-'),
            Map.entry((int) '·', '.'),
            Map.entry((int) '…', '.'),
            Map.entry((int) '×', 'x'),
            Map.entry((int) '≤', '<'),
            Map.entry((int) '━', '='),
            Map.entry((int) '╸', '>'),
            Map.entry((int) '─', '-'),
            Map.entry((int) '▸', '>'));

    private final boolean colours;
    private final boolean many;
    private final Charset charset;
    private final CharsetEncoder encoder;

    private Ansi(boolean colours, boolean many, Charset charset) {
        this.colours = colours;
        this.many = many;
        this.charset = charset;
        this.encoder = charset.newEncoder();
    }

    /** Returns what suits a terminal's result. */
    static Ansi ofOut(Terminal terminal) {
        return of(terminal, terminal.outIsTerminal());
    }

    /** Returns what suits a terminal's progress and errors. */
    static Ansi ofErr(Terminal terminal) {
        return of(terminal, terminal.errIsTerminal());
    }

    private static Ansi of(Terminal terminal, boolean isTerminal) {
        Map<String, String> environment = terminal.environment();
        String term = environment.getOrDefault("TERM", "");
        boolean many = term.contains("256color") || environment.containsKey("COLORTERM");
        return new Ansi(wantsColours(environment, isTerminal), many, terminal.charset());
    }

    /** See no-color.org and bixense.com/clicolors. What a user says twice, NO_COLOR wins. */
    private static boolean wantsColours(Map<String, String> environment, boolean isTerminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = environment.getOrDefault("CLICOLOR_FORCE", "0");
        if (!forced.equals("0") && !forced.isEmpty()) {
            return true;
        }
        return isTerminal
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && !environment.getOrDefault("CLICOLOR", "1").equals("0");
    }

    /** Returns whether colours are shown. */
    boolean hasColours() {
        return colours;
    }

    /** Returns a line as this terminal shows it, without a line break. */
    String show(Line line) {
        StringBuilder out = new StringBuilder();
        int last = line.spans().size() - 1;
        String text = line.text();
        if (!colours) {
            return letters(text);
        }
        for (int i = 0; i <= last; i++) {
            Span span = line.spans().get(i);
            String shown = letters(span.text());
            String code = code(span.tone());
            out.append(code.isEmpty() || shown.isBlank() ? shown : code + shown + RESET);
        }
        return out.toString().stripTrailing();
    }

    private String code(Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case STRONG -> "\u001b[1m";
            case FAINT -> "\u001b[2m";
            case HOLDS -> many ? "\u001b[38;5;75m" : "\u001b[36m";
            case VIOLATED -> many ? "\u001b[38;5;208m" : "\u001b[31m";
            case UNKNOWN -> many ? "\u001b[38;5;221m" : "\u001b[33m";
        };
    }

    /** Returns a text in which everything can be encoded. */
    String letters(String text) {
        if (charset.name().startsWith("UTF-") || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            out.append(encoder.canEncode(one) ? one : String.valueOf(LETTERS.getOrDefault(c, '?')));
        });
        return out.toString();
    }
}
