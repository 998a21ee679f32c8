package io.waybill.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkout of this project, real or planted.
 *
 * @param root the folder with the root pom
 * @param buildFolder where a module's build goes, relative to the module: {@code target}, or {@code target/quick}
 */
record Repository(Path root, Path buildFolder) {
    private static final String DETERMINISTIC = "<waybill.determinism>required</waybill.determinism>";
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Returns the checkout that this class was compiled in. */
    static Repository ofThisBuild() {
        try {
            var testClasses = Path.of(Repository.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var module = nearestWith("pom.xml", testClasses);
            var target = module.relativize(testClasses)
                    .subpath(0, module.relativize(testClasses).getNameCount() - 1);
            return new Repository(nearestWith(".mvn", module), target);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of the test classes is no path: " + e.getInput(), e);
        }
    }

    private static Path nearestWith(String name, Path start) {
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(name))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + start + " has a " + name);
    }

    /** Returns the folders of the modules as the root pom names them, for example {@code checkers/history}. */
    List<String> modules() {
        return MODULE.matcher(read(root.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    /** Returns whether {@code module} says in its pom that it must do the same in every run of a seed. */
    boolean mustBeDeterministic(String module) {
        var pom = root.resolve(module).resolve("pom.xml");
        return Files.exists(pom) && read(pom).contains(DETERMINISTIC);
    }

    /** Returns where the build put the classes of {@code module}. */
    Path classesOf(String module) {
        return root.resolve(module).resolve(buildFolder).resolve("classes");
    }

    /** Returns every file that people wrote, in the order of their paths: no build output, no version control. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isWritten(root.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWritten(Path relative) {
        for (Path part : relative) {
            var name = part.toString();
            if (name.equals("target") || name.equals(".git") || name.equals(".waybill") || name.equals(".idea")) {
                return false;
            }
        }
        return true;
    }

    /** Returns the path of {@code file} from the root, with slashes on every system. */
    String nameOf(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
