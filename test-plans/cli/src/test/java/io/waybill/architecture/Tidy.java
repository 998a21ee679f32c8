package io.waybill.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All rules for the files of a repository, those that no other tool keeps. {@code CONTRIBUTING.md} gives their reasons.
 */
final class Tidy {
    private static final Set<String> TEXT_ENDINGS =
            Set.of("java", "md", "xml", "yml", "yaml", "txt", "sh", "properties", "config", "json", "jsonl", "edn");
    // Without an ending: the launcher and the script of the CI.
    private static final Set<String> TEXT_NAMES = Set.of("waybill", "run");

    private final Repository repository;

    Tidy(Repository repository) {
        this.repository = repository;
    }

    /** Returns what is wrong, in the order of the files. */
    List<Finding> judge() {
        var findings = new ArrayList<Finding>();
        var markdown = new MarkdownTidy(repository);
        var javaFiles = new ArrayList<Path>();
        for (Path path : repository.files()) {
            var name = path.getFileName().toString();
            var ending = name.substring(name.lastIndexOf('.') + 1);
            if (TEXT_NAMES.contains(name) || (!ending.equals(name) && TEXT_ENDINGS.contains(ending))) {
                findings.addAll(TextTidy.judge(repository.nameOf(path), Repository.read(path)));
            }
            if (ending.equals("md")) {
                findings.addAll(markdown.judge(path, Repository.read(path)));
            }
            if (ending.equals("java")) {
                javaFiles.add(path);
            }
        }
        var ratchet = new Ratchet(ratchetText());
        findings.addAll(new JavaTidy(repository, ratchet).judge(javaFiles));
        findings.addAll(ratchet.unused());
        var map = new MapTidy(repository);
        findings.addAll(map.packageSigns(javaFiles));
        findings.addAll(map.map());
        findings.addAll(map.dependencies());
        findings.addAll(map.launcher());
        return findings;
    }

    private String ratchetText() {
        var file = repository.root().resolve(Ratchet.FILE);
        return file.toFile().exists() ? Repository.read(file) : "";
    }
}
