package io.waybill.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for every text file. */
final class TextTidy {
    // In two parts, because this file is judged too.
    private static final Pattern OPEN_WORK = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.}*)])/(home|Users|root|work)/[\\w.]|\\b[A-Z]:\\\\Users\\b");

    private TextTidy() {}

    static List<Finding> judge(String file, String text) {
        var findings = new ArrayList<Finding>();
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (OPEN_WORK.matcher(lines[i]).find()) {
                findings.add(
                        new Finding(file, i + 1, "open work without an issue", "do it, or write its issue: (#12)"));
            }
            if (MACHINE_PATH.matcher(lines[i]).find()) {
                findings.add(new Finding(file, i + 1, "a path of one machine", "use a relative path or a parameter"));
            }
        }
        return findings;
    }
}
