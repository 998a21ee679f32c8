package io.waybill.history.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.history.interchange.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object: its keys, each asked for at most once by whoever knows what they mean. What nobody has asked for in
 * the end is unknown.
 */
final class Fields {

    private static final int DEEPEST = 4;

    private String[] names = new String[12];
    private @Nullable Object[] values = new @Nullable Object[12];
    private int[] columns = new int[12];
    private boolean[] asked = new boolean[12];
    private int count;

    /** What people call an object like this: {@code a send}. */
    private String what = "an event";

    /** What was asked for, whether or not it was there: the keys that this object may have. */
    private final List<String> known = new ArrayList<>();

    private Fields() {}

    /** Reads the object whose opening brace the parser has just passed. */
    static Fields read(JsonParser in) throws IOException {
        return read(in, 1);
    }

    private static Fields read(JsonParser in, int depth) throws IOException {
        Fields fields = new Fields();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            int column = column(in);
            JsonToken token = in.nextToken();
            fields.add(name, value(in, token, depth), column);
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser in, JsonToken token, int depth) throws IOException {
        return switch (token) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> list(in, depth + 1);
            case START_OBJECT -> {
                refuseDepth(in, depth);
                yield read(in, depth + 1);
            }
            default -> throw new WrongLine(column(in), in.getText() + " is neither a text nor an integer");
        };
    }

    private static long integer(JsonParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new WrongLine(column(in), in.getText() + " is not an integer of 64 bits");
        }
        return in.getLongValue();
    }

    private static List<@Nullable Object> list(JsonParser in, int depth) throws IOException {
        refuseDepth(in, depth);
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token == null) {
                throw new WrongLine(column(in), "the line ends inside a list");
            }
            list.add(value(in, token, depth));
        }
        return list;
    }

    private static void refuseDepth(JsonParser in, int depth) {
        if (depth > DEEPEST) {
            throw new WrongLine(column(in), "lists and objects are nested too deeply for any event");
        }
    }

    private static int column(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset() + 1;
    }

    private void add(String name, @Nullable Object value, int column) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            values = Arrays.copyOf(values, count * 2);
            columns = Arrays.copyOf(columns, count * 2);
            asked = Arrays.copyOf(asked, count * 2);
        }
        names[count] = name;
        values[count] = value;
        columns[count] = column;
        asked[count++] = false;
    }

    /** Says what this object is, for messages. */
    Fields as(String article) {
        what = article;
        return this;
    }

    private int find(String name) {
        known.add(name);
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                asked[i] = true;
                return values[i] == null ? -1 : i;
            }
        }
        return -1;
    }

    /** Returns whether there is such a key, without asking for it. */
    boolean has(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return values[i] != null;
            }
        }
        return false;
    }

    WrongLine wrong(String name, String message) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return new WrongLine(columns[i], message);
            }
        }
        return new WrongLine(0, message);
    }

    private WrongLine missing(String name) {
        return missing(name, what + " must have \"" + name + "\"");
    }

    /** Returns the complaint that a key is missing, or misspelt where one looks like it. */
    WrongLine missing(String name, String complaint) {
        // A near miss is the likeliest reason for a missing key, so it is looked for first.
        for (int i = 0; i < count; i++) {
            String suggestion = Nearest.suggestion(names[i], List.of(name));
            if (!asked[i] && suggestion.startsWith(", did")) {
                return new WrongLine(columns[i], "unknown key \"" + names[i] + "\" in " + what + suggestion);
            }
        }
        return new WrongLine(0, complaint);
    }

    String text(String name) {
        String text = text(name, null);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    String textOr(String name, String otherwise) {
        String text = text(name, null);
        return text == null ? otherwise : text;
    }

    /** Returns a text, or the text of an integer. */
    @Nullable
    String text(String name, @Nullable String otherwise) {
        int at = find(name);
        if (at < 0) {
            return otherwise;
        }
        if (values[at] instanceof String text) {
            return text;
        }
        if (values[at] instanceof Long number) {
            return number.toString();
        }
        throw wrong(name, "\"" + name + "\" must be a text or an integer, was " + show(values[at]));
    }

    long number(String name, long least) {
        if (!has(name)) {
            throw missing(name);
        }
        return number(name, least, 0);
    }

    long number(String name, long least, long otherwise) {
        int at = find(name);
        if (at < 0) {
            return otherwise;
        }
        if (!(values[at] instanceof Long number)) {
            throw wrong(name, "\"" + name + "\" must be an integer, was " + show(values[at]));
        }
        if (number < least) {
            throw wrong(name, "\"" + name + "\" must be " + least + " or more, was " + number);
        }
        return number;
    }

    int small(String name, int least, int otherwise) {
        long number = number(name, least, otherwise);
        if (number > Integer.MAX_VALUE) {
            throw wrong(name, "\"" + name + "\" must be at most " + Integer.MAX_VALUE + ", was " + number);
        }
        return (int) number;
    }

    boolean flag(String name) {
        int at = find(name);
        if (at >= 0 && !(values[at] instanceof Boolean)) {
            throw wrong(name, "\"" + name + "\" must be true or false, was " + show(values[at]));
        }
        return at >= 0 && Boolean.TRUE.equals(values[at]);
    }

    List<?> list(String name) {
        int at = find(name);
        if (at < 0) {
            return List.of();
        }
        if (!(values[at] instanceof List<?> list)) {
            throw wrong(name, "\"" + name + "\" must be a list, was " + show(values[at]));
        }
        return list;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof String text)) {
                throw wrong(name, "\"" + name + "\" must be a list of texts, has " + show(each));
            }
            texts.add(text);
        }
        return texts;
    }

    List<Fields> objects(String name, String article) {
        List<Fields> objects = new ArrayList<>();
        for (Object each : list(name)) {
            if (!(each instanceof Fields object)) {
                throw wrong(name, "\"" + name + "\" must be a list of objects, has " + show(each));
            }
            objects.add(object.as(article));
        }
        return objects;
    }

    @Nullable
    Fields object(String name, String article) {
        int at = find(name);
        if (at < 0) {
            return null;
        }
        if (!(values[at] instanceof Fields object)) {
            throw wrong(name, "\"" + name + "\" must be an object, was " + show(values[at]));
        }
        return object.as(article);
    }

    /** Returns the constant whose name is written, in lower case and with hyphens. */
    <E extends Enum<E>> E constant(String name, E[] constants, @Nullable E otherwise) {
        String text = otherwise == null ? text(name) : text(name, null);
        if (text == null && otherwise != null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : constants) {
            if (Words.of(constant).equals(text)) {
                return constant;
            }
            words.add(Words.of(constant));
        }
        throw wrong(
                name,
                "unknown \"" + name + "\" \"" + text + "\" in " + what
                        + Nearest.suggestion(String.valueOf(text), words));
    }

    /** Refuses the first key that nobody has asked for. */
    void refuseOthers() {
        for (int i = 0; i < count; i++) {
            if (!asked[i]) {
                throw new WrongLine(
                        columns[i],
                        "unknown key \"" + names[i] + "\" in " + what + Nearest.suggestion(names[i], known));
            }
        }
    }

    private static String show(@Nullable Object value) {
        if (value instanceof String text) {
            return "\"" + text + "\"";
        }
        return value instanceof Fields ? "an object" : value instanceof List ? "a list" : String.valueOf(value);
    }
}
