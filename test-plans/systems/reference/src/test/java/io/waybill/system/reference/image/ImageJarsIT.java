package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.image.Jar;
import io.waybill.image.content.ClassNames;
import io.waybill.image.content.NamedClasses;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The images have all jars that their own jars refer to, so that nothing is missing on the day it is needed. */
final class ImageJarsIT {

    /** What Kafka's library refers to for logins and templates of configurations, which a broker has none of. */
    private static final Set<String> NOT_OF_A_BROKER =
            Set.of("commons-io", "guava", "jackson-core", "jackson-databind", "jsr305");

    /** What the driver of links refers to, which is no part of the server, and codecs of HTTP that its API has not. */
    private static final Set<String> NOT_OF_PROXIES = Set.of("toxiproxy-java", "lz4-java", "zstd-jni");

    /** Netty's logs in forms that nobody asks it for, and annotations. */
    private static final Set<String> OF_NOBODY =
            Set.of("annotations", "commons-logging", "error_prone_annotations", "jspecify");

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of(ImageJars.ofBroker(), NOT_OF_A_BROKER),
                Arguments.of(ImageJars.ofProxies(), NOT_OF_PROXIES));
    }

    @ParameterizedTest
    @MethodSource("images")
    void what_the_jars_of_an_image_refer_to_is_in_it(List<Jar> jars, Set<String> unneeded) {
        Set<String> there = jars.stream().map(jar -> nameOf(jar.source())).collect(Collectors.toSet());

        Set<String> missing = referredTo(jars).stream()
                .filter(name -> !there.contains(name))
                .filter(name -> !unneeded.contains(withoutVersion(name)))
                .filter(name -> !OF_NOBODY.contains(withoutVersion(name)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(missing).isEmpty();
    }

    /**
     * A library is trimmed on the ground that whatever it looks up stands in some class as a text. So each class of it
     * that looks one up is known, with what it is asked for.
     */
    @Test
    void a_trimmed_library_looks_up_nothing_but_what_texts_name() throws IOException {
        Set<String> known = Set.of(
                // What a configuration has as a value; its usual values are texts in the classes that define it.
                "org/apache/kafka/common/utils/Utils",
                "org/apache/kafka/common/config/AbstractConfig",
                // Providers of security that somebody has configured.
                "org/apache/kafka/common/utils/internals/SecurityUtils");
        NamedClasses named = new NamedClasses();
        Map<String, byte[]> trimmed = new HashMap<>();
        for (Jar jar : ImageJars.ofBroker()) {
            for (var entry : entriesOf(jar.source()).entrySet()) {
                if (jar.isTrimmed()) {
                    named.addLibrary(entry.getKey(), entry.getValue());
                    trimmed.put(entry.getKey(), entry.getValue());
                } else {
                    named.addProgram(entry.getKey(), entry.getValue());
                }
            }
        }

        Set<String> lookingUp = named.reached().classes().stream()
                // A service whose interface is elsewhere is reached too, and is no class of the library.
                .filter(name -> trimmed.containsKey(name + ".class"))
                .filter(name -> looksUp(ClassNames.in(trimmed.get(name + ".class"))))
                .collect(Collectors.toSet());

        assertThat(lookingUp).isEqualTo(known);
        assertThat(named.reached().classes())
                .contains("org/apache/kafka/common/message/ProduceRequestData")
                .doesNotContain("org/apache/kafka/clients/producer/KafkaProducer");
    }

    /** {@code Class.forName}, {@code ClassLoader.loadClass}, {@code ServiceLoader}, or method handles by name. */
    private static boolean looksUp(Set<String> constants) {
        return constants.contains("java/util/ServiceLoader")
                || constants.contains("findClass")
                || constants.contains("(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;")
                || constants.contains("(Ljava/lang/String;)Ljava/lang/Class;");
    }

    private static Map<String, byte[]> entriesOf(Path source) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.put(source.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            return entries;
        }
        try (ZipFile zip = new ZipFile(source.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static String withoutVersion(String file) {
        return file.replaceFirst("-\\d.*$", "");
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
                .map(ImageJarsIT::nameOf)
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
