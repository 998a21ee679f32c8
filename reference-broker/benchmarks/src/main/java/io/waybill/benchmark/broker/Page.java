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

    /** Writes the figures. */
    public static void write(Path page, List<String> figures) throws IOException {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        if (Files.exists(page)) {
            List<String> lines = Files.readAllLines(page, StandardCharsets.UTF_8);
            int begin = lines.indexOf(BEGIN);
            int end = lines.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(page + " is there and has no two lines \"" + BEGIN + "\" and \"" + END
                        + "\": add them where the figures belong, or name a file that is not there");
            }
            before.addAll(lines.subList(0, begin));
            after.addAll(lines.subList(end + 1, lines.size()));
        } else {
            before.addAll(List.of("# Performance", ""));
        }
        List<String> all = new ArrayList<>(before);
        all.add(BEGIN);
        all.add("");
        all.addAll(figures);
        all.add("");
        all.add(END);
        all.addAll(after);
        Files.write(page, all, StandardCharsets.UTF_8);
    }
}
