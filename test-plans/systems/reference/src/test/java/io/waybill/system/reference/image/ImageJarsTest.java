package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.image.Jar;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images have all jars that their own jars refer to, so that nothing is missing on the day it is needed. */
final class ImageJarsTest {

    /** What a library refers to for uses that are not ours: logins, metrics and codecs that a user would add. */
    private static final Set<String> OPTIONAL = Set.of("jackson-core", "jspecify", "error_prone_annotations");

    static Stream<List<Jar>> images() {
        return Stream.of(ImageJars.ofBroker(), ImageJars.ofProxies());
    }

    @ParameterizedTest
    @MethodSource("images")
    void what_the_jars_of_an_image_refer_to_is_in_it(List<Jar> jars) {
        Map<String, Jar> bySource =
                jars.stream().collect(Collectors.toMap(jar -> nameOf(jar.source()), Function.identity()));

        Set<String> missing = referredTo(jars).stream()
                .filter(name -> !bySource.containsKey(name))
                .filter(name -> OPTIONAL.stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(missing).isEmpty();
    }

    /** Runs the JDK's own tool on the image's jars, with all jars of this process to look in. */
    private static Set<String> referredTo(List<Jar> jars) {
        var out = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        String[] arguments = Stream.concat(
                        Stream.of("--multi-release", "17", "-summary", "-filter:none", "-cp", classPath),
                        jars.stream().map(jar -> jar.source().toString()))
                .toArray(String[]::new);
        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new AssertionError("this Java has no jdeps: run the tests on a JDK"))
                .run(new PrintWriter(out), new PrintWriter(out), arguments);
        assertThat(exitCode).as(out.toString()).isZero();
        Set<String> onClassPath = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .map(ImageJarsTest::nameOf)
                .collect(Collectors.toSet());
        return out.toString()
                .lines()
                .map(line ->
                        line.substring(line.indexOf("-> ") + "-> ".length()).strip())
                .map(target -> nameOf(Path.of(target)))
                .filter(onClassPath::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A jar's file name; of a folder of classes its module: {@code wire} of {@code wire/target/classes}. */
    private static String nameOf(Path source) {
        return source.toString().endsWith(".jar") ? source.getFileName().toString() : source.toString();
    }
}
