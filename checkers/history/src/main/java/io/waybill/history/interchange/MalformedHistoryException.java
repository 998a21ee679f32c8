package io.waybill.history.interchange;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file cannot be used as a history: it is missing, unreadable, of another format, or not what its format promises.
 *
 * <p>Nothing of it was imported. The message has a line for each problem, up to {@value #MOST_PROBLEMS}, each with its
 * place, and is meant for the person who gave the file.
 */
public final class MalformedHistoryException extends RuntimeException {

    /** How many problems are told one by one. */
    public static final int MOST_PROBLEMS = 20;

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final transient List<Problem> problems;
    private final long total;

    /**
     * Creates one.
     *
     * @param problems the first problems, in the order of the file; one or more
     * @param total how many there are altogether
     */
    public MalformedHistoryException(Path file, List<Problem> problems, long total) {
        super(text(file, problems, total));
        this.file = file;
        this.problems = List.copyOf(problems);
        this.total = total;
    }

    /** Creates one for a file with a single problem. */
    public MalformedHistoryException(Path file, Problem problem) {
        this(file, List.of(problem), 1);
    }

    private static String text(Path file, List<Problem> problems, long total) {
        String told =
                problems.stream().map(problem -> file + problem.toString()).collect(Collectors.joining("\n"));
        long untold = total - problems.size();
        return untold == 0 ? told : told + "\n" + file + ": and " + untold + " more problems like these";
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns the first problems, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns how many problems there are altogether. */
    public long total() {
        return total;
    }
}
