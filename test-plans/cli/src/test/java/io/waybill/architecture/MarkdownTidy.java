package io.waybill.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for Markdown: one title, and every relative link leads somewhere. */
final class MarkdownTidy {
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private final Repository repository;

    MarkdownTidy(Repository repository) {
        this.repository = repository;
    }

    List<Finding> judge(Path path, String text) {
        var file = repository.nameOf(path);
        var findings = new ArrayList<Finding>();
        var lines = linesWithoutCode(text);
        var titles = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("# ") && ++titles > 1) {
                findings.add(
                        new Finding(file, i + 1, "a second title", "one file has one title: make it a section, ##"));
            }
            var link = LINK.matcher(line);
            while (link.find()) {
                var target = link.group(1);
                if (!ELSEWHERE.matcher(target).matches() && !leadsSomewhere(path, target)) {
                    findings.add(new Finding(
                            file,
                            i + 1,
                            "the link " + target + " leads nowhere",
                            "name a file or heading that exists"));
                }
            }
        }
        if (titles == 0) {
            findings.add(new Finding(file, 1, "no title", "begin with one line: # title"));
        }
        return findings;
    }

    /** Returns the lines of {@code text}, those of code blocks empty. */
    private static List<String> linesWithoutCode(String text) {
        var lines = new ArrayList<String>();
        var inCode = false;
        for (String line : text.split("\n", -1)) {
            var fence = line.stripLeading().startsWith("```");
            inCode ^= fence;
            lines.add(fence || inCode ? "" : line);
        }
        return lines;
    }

    private static boolean leadsSomewhere(Path from, String target) {
        var hash = target.indexOf('#');
        var file = hash < 0 ? target : target.substring(0, hash);
        var path = file.isEmpty() ? from : from.resolveSibling(file);
        if (!Files.exists(path) || hash < 0) {
            return Files.exists(path);
        }
        var isMarkdown = path.toString().endsWith(".md");
        return !isMarkdown || hasHeading(path, target.substring(hash + 1));
    }

    private static boolean hasHeading(Path path, String anchor) {
        return linesWithoutCode(Repository.read(path)).stream()
                .map(HEADING::matcher)
                .anyMatch(heading ->
                        heading.matches() && anchorOf(heading.group(1)).equals(anchor));
    }

    /** Makes an anchor as GitHub does: lower case, no punctuation, hyphens for spaces. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                .strip()
                .replace(' ', '-');
    }
}
