package io.waybill.planfile.tree;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes maps, lists, texts, numbers and flags as YAML that people like to read: what is small on one line, the rest
 * one below the other. What is written is read as the same.
 */
public final class YamlEmitter {

    private static final int WIDTH = 110;
    private static final int FOLDED = 80;

    /** What needs no quotes anywhere; what YAML takes for something else than text is left to {@link #OTHER}. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./_(-][A-Za-z0-9 ./_()@%+=~–-]*(?<! )");

    private static final Pattern OTHER = Pattern.compile(
            "~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9][0-9._eE+-]*|0x[0-9a-fA-F]+|0o[0-7]+|"
                    + "[-+]?\\.[0-9].*|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)|-+|-+ .*|\\.\\.\\.");

    /** A scalar that is written as it is: {@code 0x5eed}. */
    public record Verbatim(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private final StringBuilder out = new StringBuilder();

    private YamlEmitter() {}

    /** Returns the text of a map whose values are texts, numbers, flags, lists and maps. */
    public static String text(Map<String, Object> map) {
        YamlEmitter emitter = new YamlEmitter();
        map.forEach((key, value) -> emitter.entry(key, value, 0));
        return emitter.out.toString();
    }

    private void entry(String key, Object value, int indent) {
        out.append(" ".repeat(indent)).append(scalar(key)).append(':');
        value(value, indent, indent + key.length() + 1);
    }

    private void value(Object value, int indent, int column) {
        if (isFolded(value, column)) {
            folded(String.valueOf(value), indent + 2);
            return;
        }
        boolean wide = column + 1 + flow(value).length() > WIDTH || isDeep(value);
        if (value instanceof Map<?, ?> map && wide) {
            out.append('\n');
            map.forEach((key, each) -> entry(String.valueOf(key), each, indent + 2));
        } else if (value instanceof List<?> list && wide) {
            out.append('\n');
            list.forEach(each -> item(each, indent + 2));
        } else {
            out.append(' ').append(flow(value)).append('\n');
        }
    }

    private void item(Object item, int indent) {
        String flow = flow(item);
        out.append(" ".repeat(indent)).append("- ");
        if (item instanceof Map<?, ?> map && (indent + 2 + flow.length() > WIDTH || holdsMaps(item))) {
            int line = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                // The first key stands behind the dash, the others below it.
                int before = line++ == 0 ? 0 : indent + 2;
                String key = String.valueOf(entry.getKey());
                out.append(" ".repeat(before)).append(scalar(key)).append(':');
                value(entry.getValue(), indent + 2, indent + 3 + key.length());
            }
        } else {
            out.append(flow).append('\n');
        }
    }

    /** Returns whether something is better read below its key than behind it. */
    private static boolean isDeep(Object value) {
        return value instanceof Map<?, ?> map
                ? map.values().stream().anyMatch(YamlEmitter::holdsMaps) || map.size() > 6
                : value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
    }

    private static boolean holdsMaps(Object value) {
        return value instanceof Map<?, ?> map
                ? map.values().stream().anyMatch(each -> each instanceof Map || each instanceof List)
                : value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
    }

    private static boolean isFolded(Object value, int column) {
        return value instanceof String text
                && column + text.length() > WIDTH
                && !text.contains("\n")
                && !text.contains("  ")
                && text.equals(text.strip());
    }

    private void folded(String text, int indent) {
        out.append(" >-\n");
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > FOLDED) {
                out.append(" ".repeat(indent)).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.append(" ".repeat(indent)).append(line).append('\n');
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlEmitter::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        return PLAIN.matcher(text).matches() && !OTHER.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\x%02x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
