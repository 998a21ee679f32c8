package io.waybill.architecture;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The rules for what says where things are: package signs, {@code ARCHITECTURE.md}, {@code docs/dependencies.md}, and
 * the poms.
 */
final class MapTidy {
    private static final String MAP = "ARCHITECTURE.md";
    private static final String REASONS = "docs/dependencies.md";
    private static final String COMMAND = "test-plans/cli/pom.xml";
    private static final Set<String> NOT_AT_RUN_TIME = Set.of("test", "provided");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern PACKAGE = Pattern.compile("io\\.waybill(\\.[a-z_]+)+");
    private static final Pattern FOLDER = Pattern.compile(
            "[\\w.-]+(/[\\w.-]+)*/|(checkers|fault-injection|reference-broker|test-plans|reports)(/[\\w-]+)*");

    private final Repository repository;

    MapTidy(Repository repository) {
        this.repository = repository;
    }

    /** Every package tells a stranger what it is for, and that a null is written down. */
    List<Finding> packageSigns(List<Path> javaFiles) {
        var findings = new ArrayList<Finding>();
        javaFiles.stream().map(MapTidy::signOf).distinct().forEach(sign -> {
            var file = repository.nameOf(sign);
            var text = Files.exists(sign) ? Repository.read(sign) : "";
            if (!saysSomething(text)) {
                findings.add(new Finding(
                        file, 1, "a package without a sign", "write one sentence that a stranger understands"));
            }
            if (!text.contains("@NullMarked")) {
                findings.add(new Finding(file, 1, "a package that is not @NullMarked", "annotate it"));
            }
        });
        return findings;
    }

    private static boolean saysSomething(String packageInfo) {
        var javadoc = JAVADOC.matcher(packageInfo);
        // Without the stars that begin the lines.
        return javadoc.find()
                && javadoc.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip().matches("(?s)\\w.*\\w{2,} .*\\w[.].*");
    }

    /** A package that tests share with main has its sign in main. */
    private static Path signOf(Path javaFile) {
        var main = Path.of(javaFile.toString().replace("src/test/java", "src/main/java"));
        var home = Files.isDirectory(main.resolveSibling("")) ? main : javaFile;
        return home.resolveSibling("package-info.java");
    }

    /** The map names every module, and what it names is there. */
    List<Finding> map() {
        var findings = new ArrayList<Finding>();
        var text = readIfThere(MAP);
        for (String module : repository.modules()) {
            if (!text.contains("`" + module + "`")) {
                findings.add(new Finding(
                        MAP, 1, "the module " + module + " is not on the map", "say in one line what it is for"));
            }
        }
        var packages = packages();
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            var line = i + 1;
            CODE.matcher(lines[i]).results().map(code -> code.group(1)).forEach(name -> {
                if (!isThere(name, packages)) {
                    findings.add(
                            new Finding(MAP, line, name + " is on the map but not in the house", "name what exists"));
                }
            });
        }
        return findings;
    }

    private boolean isThere(String name, List<String> packages) {
        if (PACKAGE.matcher(name).matches()) {
            return packages.contains(name);
        }
        return !FOLDER.matcher(name).matches()
                || Files.isDirectory(repository.root().resolve(name));
    }

    private List<String> packages() {
        return repository.files().stream()
                .map(repository::nameOf)
                .filter(name -> name.endsWith(".java") && name.contains("/java/"))
                .map(name -> name.substring(name.indexOf("/java/") + 6, name.lastIndexOf('/'))
                        .replace('/', '.'))
                .distinct()
                .toList();
    }

    /** Every library and tool has its reason, and only the root pom knows versions. */
    List<Finding> dependencies() {
        var findings = new ArrayList<Finding>();
        var reasons = readIfThere(REASONS);
        for (Element used : used("pom.xml")) {
            var artifact = textOf(used, "artifactId");
            if (!artifact.startsWith("waybill-") && !reasons.contains("`" + artifact + "`")) {
                findings.add(new Finding(REASONS, 1, artifact + " has no reason", "say in one line why we need it"));
            }
        }
        for (String module : repository.modules()) {
            var pom = module + "/pom.xml";
            for (Element used : used(pom)) {
                if (!textOf(used, "version").isEmpty()) {
                    var rule = "the version of " + textOf(used, "artifactId") + " is outside the root pom";
                    findings.add(new Finding(pom, 1, rule, "move it to the root's management section"));
                }
            }
        }
        return findings.stream().distinct().toList();
    }

    /**
     * What the command needs for its tests alone, nothing on its class path needs: the nearest scope wins, and Maven
     * would leave it out of the launcher's jars. No test of the command would notice, since tests have it.
     */
    List<Finding> launcher() {
        var pomOf = new HashMap<String, String>();
        for (String module : repository.modules()) {
            var pom = module + "/pom.xml";
            read(pom).ifPresent(project -> pomOf.put(textOf(project, "artifactId"), pom));
        }
        var testsAlone = used(COMMAND).stream()
                .filter(used -> textOf(used, "scope").equals("test"))
                .map(used -> textOf(used, "artifactId"))
                .collect(toSet());
        var findings = new ArrayList<Finding>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(COMMAND));
        while (!open.isEmpty()) {
            var pom = open.remove();
            for (Element used : used(pom)) {
                var artifact = textOf(used, "artifactId");
                if (NOT_AT_RUN_TIME.contains(textOf(used, "scope"))) {
                    continue;
                }
                if (testsAlone.contains(artifact)) {
                    var rule = artifact + " is for tests alone, and " + pom + " needs it where the command runs";
                    findings.add(new Finding(COMMAND, 1, rule, "give it the scope runtime"));
                }
                if (pomOf.containsKey(artifact) && seen.add(artifact)) {
                    open.add(pomOf.get(artifact));
                }
            }
        }
        return findings;
    }

    /** Returns the elements of {@code pom} that name an artifact to use: libraries, plugins, compiler plugins. */
    private List<Element> used(String pom) {
        var all = new ArrayList<Element>();
        read(pom).ifPresent(project -> {
            for (String kind : List.of("dependency", "plugin", "path")) {
                var nodes = project.getElementsByTagName(kind);
                for (int i = 0; i < nodes.getLength(); i++) {
                    var element = (Element) nodes.item(i);
                    if (!textOf(element, "artifactId").isEmpty()) {
                        all.add(element);
                    }
                }
            }
        });
        return all;
    }

    private Optional<Element> read(String pom) {
        var file = repository.root().resolve(pom);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(pom + " is no XML", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of the child {@code name}, empty where there is none. */
    private static String textOf(Element parent, String name) {
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child.getTextContent();
            }
        }
        return "";
    }

    private String readIfThere(String name) {
        var file = repository.root().resolve(name);
        return Files.exists(file) ? Repository.read(file) : "";
    }
}
