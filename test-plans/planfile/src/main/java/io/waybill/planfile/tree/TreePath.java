package io.waybill.planfile.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value: {@code cluster.config[min.insync.replicas]}, {@code faults[0].every}. What stands in brackets is
 * one key whatever it contains, or the number of an item in a list, counted from 0.
 *
 * @param steps at least one
 */
public record TreePath(List<String> steps) {

    private static final String WORD = "[A-Za-z0-9_-]+";
    private static final String BRACKETS = "\\[[^\\[\\]]+\\]";
    private static final Pattern STEP = Pattern.compile("\\.?(" + WORD + ")|(" + BRACKETS + ")");

    /** What a path looks like, as a regular expression. */
    public static final String PATTERN = WORD + "(\\." + WORD + "|" + BRACKETS + ")*";

    public TreePath {
        steps = List.copyOf(steps);
    }

    /** Returns the path that a text means; empty where it means none. */
    public static Optional<TreePath> parse(String text) {
        if (!text.matches(PATTERN)) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        while (matcher.find()) {
            String word = matcher.group(1);
            String inBrackets = matcher.group(2);
            steps.add(word != null ? word : inBrackets.substring(1, inBrackets.length() - 1));
        }
        return Optional.of(new TreePath(steps));
    }

    /** Returns what stands there. */
    public Optional<Tree> in(Tree tree) {
        Optional<Tree> at = Optional.of(tree);
        for (String step : steps) {
            at = at.flatMap(each -> each.match(
                    mapping -> mapping.get(step),
                    sequence -> index(step, sequence).map(sequence.items()::get),
                    scalar -> Optional.empty()));
        }
        return at;
    }

    /**
     * Returns a tree in which a value stands there. Maps on the way that are missing are made.
     *
     * @param from where it is said that it shall stand there: the place of the keys that are made
     * @param value a tree, and a map is set as a whole
     * @return empty where the way leads through something that is no map and has no such item; then {@code problems}
     *     has more than before
     */
    public Optional<Tree> set(Tree tree, Place from, Tree value, Problems problems) {
        return set(tree, 0, from, value, problems);
    }

    private Optional<Tree> set(Tree tree, int depth, Place from, Tree value, Problems problems) {
        if (depth == steps.size()) {
            return Optional.of(value);
        }
        String step = steps.get(depth);
        if (tree instanceof Tree.Mapping mapping) {
            Tree below = mapping.get(step).orElseGet(() -> Tree.Mapping.empty(from));
            return set(below, depth + 1, from, value, problems)
                    .map(set -> mapping.with(step, new Tree.Entry(from, set)));
        }
        if (tree instanceof Tree.Sequence sequence) {
            Optional<Integer> index = index(step, sequence);
            if (index.isPresent()) {
                return set(sequence.items().get(index.get()), depth + 1, from, value, problems)
                        .map(set -> sequence.with(index.get(), set));
            }
        }
        problems.add(
                from,
                "\"" + this + "\" leads nowhere: " + tree.kind() + " has no \"" + step + "\"",
                tree instanceof Tree.Sequence sequence
                        ? "its items are 0 to " + (sequence.items().size() - 1)
                        : "");
        return Optional.empty();
    }

    private static Optional<Integer> index(String step, Tree.Sequence sequence) {
        return step.matches("[0-9]{1,6}")
                        && Integer.parseInt(step) < sequence.items().size()
                ? Optional.of(Integer.parseInt(step))
                : Optional.empty();
    }

    /** Returns it as people write it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            boolean word = step.matches(WORD) && !step.matches("[0-9]+");
            text.append(!word ? "[" + step + "]" : text.isEmpty() ? step : "." + step);
        }
        return text.toString();
    }
}
