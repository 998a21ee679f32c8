package io.waybill.benchmark.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts figures into a page in Markdown: between its two marks, which stay, or, where there is no page, as a page of
 * their own. A page without the two marks is left alone.
 */
public final class Page {

    private static final String BEGIN = "<!-- figures: written by the benchmark -->";
    private static final String END = "<!-- end of the figures -->";

    private Page() {}

    /**
     * Returns the figures of a page; none where there is no page.
     *
     * @throws IOException where there is one that {@link #write} would leave alone, too
     */
    public static List<String> figures(Path page) throws IOException {
        return Files.exists(page) ? Parts.of(page).figures() : List.of();
    }

    /**
     * Writes the figures.
     *
     * @param title of the page, where there is none yet
     */
    public static void write(Path page, String title, List<String> figures) throws IOException {
        Parts parts = Files.exists(page) ? Parts.of(page) : new Parts(List.of("# " + title, ""), List.of(), List.of());
        List<String> all = new ArrayList<>(parts.before());
        all.add(BEGIN);
        all.add("");
        all.addAll(figures);
        all.add("");
        all.add(END);
        all.addAll(parts.after());
        Files.write(page, all, StandardCharsets.UTF_8);
    }

    /** What stands before the first mark, between the two and after the second. */
    private record Parts(List<String> before, List<String> figures, List<String> after) {

        static Parts of(Path page) throws IOException {
            List<String> lines = Files.readAllLines(page, StandardCharsets.UTF_8);
            int begin = lines.indexOf(BEGIN);
            int end = lines.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(page + " is there and has no two lines \"" + BEGIN + "\" and \"" + END
                        + "\": add them where the figures belong, or name a file that is not there");
            }
            return new Parts(
                    lines.subList(0, begin), lines.subList(begin + 1, end), lines.subList(end + 1, lines.size()));
        }
    }
}
