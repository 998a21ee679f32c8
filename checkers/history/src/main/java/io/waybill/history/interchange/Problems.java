package io.waybill.history.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a file, so that whoever has to mend it hears of more than one thing at a time. */
public final class Problems {

    /** A file with so many problems is not worth reading on: it is something else than it was taken for. */
    private static final int ENOUGH = 100_000;

    private final List<Problem> first = new ArrayList<>();
    private long total;

    /** Adds one. Returns whether reading on is worth while. */
    public boolean add(Problem problem) {
        if (first.size() < MalformedHistoryException.MOST_PROBLEMS) {
            first.add(problem);
        }
        return ++total < ENOUGH;
    }

    /** Returns whether nothing was wrong so far. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** Throws where anything was wrong. */
    public void throwIfAny(Path file) {
        if (total > 0) {
            throw new MalformedHistoryException(file, first, total);
        }
    }
}
