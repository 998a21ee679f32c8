package io.waybill.planfile.form;

import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.Tree.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms of scalars. */
public final class Scalars {

    /** Any text. */
    public static final Form<String> TEXT = new TextForm("text", ".+", "");

    /** What true and false are written as in YAML 1.2, and nothing else. */
    public static final Form<Boolean> FLAG = new FlagForm();

    /** Any scalar, as it is written: a broker's setting. */
    public static final Form<String> VERBATIM = new VerbatimForm();

    private Scalars() {}

    /**
     * Returns the form of texts that look like something.
     *
     * @param what what it is, for messages: {@code a time}
     * @param pattern a regular expression that all of the text must match
     * @param hint what it looks like: {@code such as 20s}
     */
    public static Form<String> text(String what, String pattern, String hint) {
        return new TextForm(what, pattern, hint);
    }

    /** Returns the form of integers from {@code least} to {@code most}, both inclusive. */
    public static Form<Integer> integer(int least, int most) {
        return new IntegerForm(least, most).as(Long::intValue);
    }

    /** Returns the form of some words, each of which means something. */
    public static <T> Form<T> words(String what, Map<String, T> words) {
        return new WordsForm<>(what, new LinkedHashMap<>(words));
    }

    private static Optional<Tree.Scalar> scalar(Tree tree, String what, String hint, Problems problems) {
        if (tree instanceof Tree.Scalar scalar && scalar.type() != ScalarType.NOTHING) {
            return Optional.of(scalar);
        }
        problems.add(tree.place(), "this is " + tree.kind() + ", expected " + what, hint);
        return Optional.empty();
    }

    private record TextForm(String what, String pattern, String hint) implements Form<String> {
        @Override
        public Optional<String> read(Tree tree, Problems problems) {
            return scalar(tree, what, hint, problems).flatMap(scalar -> {
                if (scalar.type() != ScalarType.TEXT) {
                    String quote = pattern.equals(".+") ? "put it in quotes" : hint;
                    problems.add(scalar.place(), scalar.text() + " is " + scalar.kind() + ", expected " + what, quote);
                    return Optional.empty();
                }
                if (!Pattern.compile(pattern, Pattern.DOTALL)
                        .matcher(scalar.text())
                        .matches()) {
                    problems.add(scalar.place(), "\"" + scalar.text() + "\" is not " + what, hint);
                    return Optional.empty();
                }
                return Optional.of(scalar.text());
            });
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            if (pattern.equals(".+")) {
                schema.put("minLength", 1);
            } else {
                schema.put("pattern", "^(?:" + pattern + ")$");
            }
            return schema;
        }
    }

    private record IntegerForm(long least, long most) implements Form<Long> {
        @Override
        public Optional<Long> read(Tree tree, Problems problems) {
            String what = "a number from " + least + " to " + most;
            return scalar(tree, what, "", problems).flatMap(scalar -> {
                Optional<Long> number = scalar.type() == ScalarType.INTEGER ? number(scalar.text()) : Optional.empty();
                if (number.isEmpty() || number.get() < least || number.get() > most) {
                    problems.add(scalar.place(), "\"" + scalar.text() + "\" is not " + what);
                    return Optional.empty();
                }
                return number;
            });
        }

        private static Optional<Long> number(String text) {
            try {
                return Optional.of(text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : decoded(text));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static long decoded(String text) {
            return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "integer");
            schema.put("minimum", least);
            schema.put("maximum", most);
            return schema;
        }
    }

    /** Returns the form of whole numbers of that range, with 64 bits. */
    public static Form<Long> wide(long least, long most) {
        return new IntegerForm(least, most);
    }

    private record FlagForm() implements Form<Boolean> {
        @Override
        public Optional<Boolean> read(Tree tree, Problems problems) {
            return scalar(tree, "true or false", "", problems).flatMap(scalar -> {
                if (scalar.type() != ScalarType.FLAG) {
                    problems.add(
                            scalar.place(),
                            "\"" + scalar.text() + "\" is " + scalar.kind() + ", not true or false",
                            "YAML 1.2 knows only true and false");
                    return Optional.empty();
                }
                return Optional.of(Boolean.parseBoolean(scalar.text()));
            });
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return new LinkedHashMap<>(Map.of("type", "boolean"));
        }
    }

    private record VerbatimForm() implements Form<String> {
        @Override
        public Optional<String> read(Tree tree, Problems problems) {
            return scalar(tree, "a value", "", problems).map(Tree.Scalar::text);
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return new LinkedHashMap<>(Map.of("type", List.of("string", "number", "boolean")));
        }
    }

    private record WordsForm<T>(String what, Map<String, T> words) implements Form<T> {
        @Override
        public Optional<T> read(Tree tree, Problems problems) {
            Function<String, String> hint = written -> Similar.among(written, words.keySet());
            return scalar(tree, what, hint.apply(""), problems).flatMap(scalar -> {
                T meaning = scalar.type() == ScalarType.TEXT ? words.get(scalar.text()) : null;
                if (meaning == null) {
                    problems.add(scalar.place(), "\"" + scalar.text() + "\" is not " + what, hint.apply(scalar.text()));
                }
                return Optional.ofNullable(meaning);
            });
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return new LinkedHashMap<>(Map.of("enum", List.copyOf(words.keySet())));
        }
    }
}
