package io.waybill.environment.disk;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where the system's programs are looked for: on the path, and where administrators have theirs. */
final class SearchPath {

    private static final String OF_ADMINISTRATORS = "/usr/sbin:/sbin";

    private SearchPath() {}

    static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + OF_ADMINISTRATORS;
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
