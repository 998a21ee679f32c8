package io.waybill.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers what is wrong with a plan. */
final class Findings {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final List<PlanProblem> found;
    private final Optional<String> configuration;

    private Findings(List<PlanProblem> found, Optional<String> configuration) {
        this.found = found;
        this.configuration = configuration;
    }

    static Findings none() {
        return new Findings(new ArrayList<>(), Optional.empty());
    }

    /** Returns what gathers at the same place, of one configuration. */
    Findings in(Configuration one) {
        return new Findings(found, Optional.of(one.name()));
    }

    List<PlanProblem> all() {
        return List.copyOf(found);
    }

    void name(String path, String what, String name) {
        require(
                NAME.matcher(name).matches(),
                path,
                what + " must be lower-case words joined by hyphens, was \"" + name + "\"");
    }

    void distinct(String path, String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(
                each -> require(seen.add(each), path, "there must be one " + what + " \"" + each + "\", were two"));
    }

    void atLeast(String path, String what, int value, int least) {
        require(value >= least, path, what + " must be >= " + least + ", was " + value);
    }

    void positive(String path, String what, Duration value) {
        require(!value.isNegative() && !value.isZero(), path, what + " must be > 0, was " + value);
    }

    void notNegative(String path, String what, Duration value) {
        require(!value.isNegative(), path, what + " must be >= 0, was " + value);
    }

    void require(boolean condition, String path, String text) {
        if (!condition) {
            add(path, text);
        }
    }

    void add(String path, String text) {
        add(new PlanProblem(configuration, path, text));
    }

    void add(PlanProblem problem) {
        found.add(problem);
    }
}
