package io.waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.tools.ToolProvider;

/** A small project that a test writes, to see that a rule fails when it should. */
final class PlantedProject {
    private final Path root;
    private final TreeSet<String> modules = new TreeSet<>();

    PlantedProject(Path root) {
        this.root = root;
    }

    /** Writes {@code text} to {@code name}, a path from the root with slashes. */
    PlantedProject with(String name, String text) {
        try {
            var file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the class {@code type}, a full name, into {@code module}; {@code body} are its members. */
    PlantedProject withClass(String module, String type, String body) {
        modules.add(module);
        var dot = type.lastIndexOf('.');
        var source = "package " + type.substring(0, dot) + ";\npublic class " + type.substring(dot + 1) + " { " + body
                + " }\n";
        return with(module + "/src/main/java/" + type.replace('.', '/') + ".java", source);
    }

    /** Returns the project with a root pom that names the modules of the planted classes. */
    Repository repository() {
        var pom = new StringBuilder("<project>\n");
        modules.forEach(module ->
                pom.append("<module>").append(module).append("</module>").append('\n'));
        with("pom.xml", pom.append("</project>\n").toString());
        return new Repository(root, Path.of("target"));
    }

    /** Compiles all modules together, which is quicker than one by one, then reads the classes as the rules do. */
    BuiltClasses build() {
        var repository = repository();
        var all = root.resolve("all-classes");
        compile(modules.stream().flatMap(module -> sourcesOf(module).stream()).toList(), all);
        for (String module : modules) {
            for (Path source : sourcesOf(module)) {
                var name = sourceFolderOf(module).relativize(source).toString().replaceAll("\\.java$", ".class");
                copy(all.resolve(name), repository.classesOf(module).resolve(name));
            }
        }
        return BuiltClasses.of(repository);
    }

    private Path sourceFolderOf(String module) {
        return root.resolve(module).resolve("src/main/java");
    }

    private List<Path> sourcesOf(String module) {
        try (var files = Files.walk(sourceFolderOf(module))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(List<Path> sources, Path target) {
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
            var files = fileManager.getJavaFileObjectsFromPaths(sources);
            var options = List.of("-proc:none", "-d", target.toString());
            var done = compiler.getTask(messages, fileManager, null, options, null, files)
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
