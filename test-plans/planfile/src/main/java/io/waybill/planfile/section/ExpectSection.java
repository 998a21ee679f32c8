package io.waybill.planfile.section;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Problems;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which claims are not promised in which configurations. A key is the name of a configuration or, where there is none
 * of that name, some words of names: it means all whose names have them, in that order. So one line speaks of a row of
 * a matrix: {@code isr1-unclean}.
 */
public final class ExpectSection {

    private static final Form<Expectation> WORD = Scalars.words("what is expected of a claim", words());
    private static final Map<Field<Expectation>, Claim> CLAIMS = claims();

    /** The section. */
    public static final Form<Map<String, Placed<Values>>> FORM = Nested.map(
            "words of a configuration's name",
            "[a-z0-9]+(?:-[a-z0-9]+)*",
            new ObjectForm("expect", List.copyOf(CLAIMS.keySet())).defined("expect"));

    private ExpectSection() {}

    private static Map<String, Expectation> words() {
        Map<String, Expectation> words = new LinkedHashMap<>();
        for (Expectation each : Expectation.values()) {
            words.put(each.word(), each);
        }
        return words;
    }

    private static Map<Field<Expectation>, Claim> claims() {
        Map<Field<Expectation>, Claim> claims = new LinkedHashMap<>();
        ClaimsSection.names()
                .forEach((name, claim) -> claims.put(Field.optional(name, WORD, claim.definition()), claim));
        return claims;
    }

    /**
     * Returns what is expected in the configuration of a name; of two lines that speak of one claim the later one
     * counts.
     *
     * @param claimed what it claims: nothing is expected of anything else
     * @param names those of all configurations
     */
    public static Expectations of(
            Map<String, Placed<Values>> section,
            String name,
            Set<Claim> claimed,
            Set<String> names,
            Problems problems) {
        Map<Claim, Expectation> all = new TreeMap<>();
        section.forEach((key, line) -> {
            if (means(key, name, names)) {
                CLAIMS.forEach((field, claim) -> line.value().get(field).ifPresent(expectation -> {
                    all.put(claim, expectation);
                    if (!claimed.contains(claim)) {
                        problems.add(
                                line.value().place(field),
                                "something is expected of " + claim.id() + " in " + name + ", which does not claim it");
                    }
                }));
            }
        });
        return Expectations.ALL_HOLD.with(all);
    }

    /** Complains of the keys that mean no configuration. */
    public static void check(Map<String, Placed<Values>> section, Set<String> names, Problems problems) {
        section.forEach((key, line) -> {
            if (names.stream().noneMatch(name -> means(key, name, names))) {
                problems.add(line.key(), "no configuration has \"" + key + "\" in its name", "there are " + names);
            }
        });
    }

    private static boolean means(String key, String name, Set<String> names) {
        return names.contains(key) ? key.equals(name) : hasWords(name, key);
    }

    private static boolean hasWords(String name, String words) {
        List<String> left = Arrays.asList(words.split("-", -1));
        for (String word : name.split("-", -1)) {
            if (!left.isEmpty() && left.get(0).equals(word)) {
                left = left.subList(1, left.size());
            }
        }
        return left.isEmpty();
    }

    /** Returns the line that means what is expected in one configuration. */
    public static Map<String, Object> text(Expectations expectations) {
        Map<String, Object> line = new LinkedHashMap<>();
        expectations.other().forEach((claim, expectation) -> line.put(claim.id(), expectation.word()));
        return line;
    }
}
