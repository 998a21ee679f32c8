package io.waybill.planfile.tree;

import java.util.List;

/**
 * A text that a plan, or a part of one, is written in.
 *
 * @param name how messages name it: a path as it was given, {@code builtin:kafka/3-nodes.yaml}, {@code --set}
 * @param lines its lines, without their ends
 */
public record Source(String name, List<String> lines) {

    public Source {
        lines = List.copyOf(lines);
    }

    /** Returns the source of a text. */
    public static Source of(String name, String text) {
        return new Source(name, text.lines().toList());
    }

    /** Returns the line of that number, counted from 1; empty where there is none. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** Returns the place of its beginning. */
    public Place start() {
        return new Place(this, 1, 1, 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
