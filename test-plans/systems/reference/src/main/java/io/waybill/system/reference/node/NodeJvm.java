package io.waybill.system.reference.node;

import io.waybill.server.process.NodeMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line of a node's process: which Java, with which flags, on which classes. */
public final class NodeJvm {

    /** What a node's log says as soon as it serves clients. */
    public static final String READY = "\"event\":\"ready\"";

    /** More flags, with blanks between them; they come last, so they win. */
    private static final String OPTIONS = "WAYBILL_BROKER_OPTS";

    /**
     * A node waits for disks and sockets most of the time and is started often, so what counts is how soon it is there
     * and how little it needs: docs/broker.md has what each flag brought. A node without memory must not go on.
     */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms40m",
            // With less, what is on its way to consumers is still there when it is collected, and is taken for old.
            "-Xmn24m",
            "-Xmx512m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dfile.encoding=UTF-8",
            // Netty would prepare to tell the flight recorder of each buffer; that is a fifth of a start.
            "-Dio.netty.jfr.enabled=false",
            // What the JDK keeps for writes from the heap, for each thread of the disk.
            "-Djdk.nio.maxCachedBufferSize=262144");

    private static final String ARCHIVE = "broker.jsa";

    private final Map<String, String> environment;
    private final String classPath;

    /**
     * Makes the command line of nodes that run on the classes of this process.
     *
     * @param environment the environment variables; {@code WAYBILL_BROKER_OPTS} has more flags
     */
    public NodeJvm(Map<String, String> environment) {
        this.environment = environment;
        // A node runs in another directory.
        this.classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the flags of every node's JVM, wherever it runs; what comes after them wins. */
    public static List<String> flags() {
        return FLAGS;
    }

    /** Returns the program: the Java that runs this process. */
    public Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Returns whether classes can be shared between starts: they are in jars, in a folder that can be written. */
    boolean canShareClasses() {
        Path jar = Path.of(classPath.split(File.pathSeparator, 2)[0]);
        return isBesideNodes(jar) && Files.isWritable(folderOf(jar));
    }

    /** Returns whether the node's classes are in a jar in the same folder: those of a build that was put together. */
    private static boolean isBesideNodes(Path jar) {
        var source = NodeMain.class.getProtectionDomain().getCodeSource();
        String location = source == null ? "" : source.getLocation().toString();
        return location.endsWith(".jar")
                && jar.toString().endsWith(".jar")
                && location.startsWith("file:" + folderOf(jar) + "/");
    }

    /** Returns whether there is an archive of this build; the JVM ignores one whose jars have changed. */
    boolean sharesClasses() throws IOException {
        Path jar = Path.of(classPath);
        return Files.exists(archive())
                && Files.getLastModifiedTime(archive()).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    }

    /** Returns the archive of parsed classes, which may not be there. */
    Path archive() {
        return folderOf(Path.of(classPath)).resolve(ARCHIVE);
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    /**
     * Returns the arguments of a node that runs with some flaws.
     *
     * @param file its configuration
     * @param flaws the ids of what is planted in it; empty where nothing is
     */
    public List<String> arguments(Path file, List<String> flaws) {
        List<String> node = new ArrayList<>(List.of(file.toString()));
        if (!flaws.isEmpty()) {
            node.addAll(List.of("--mutant", String.join(",", flaws)));
        }
        return arguments(node);
    }

    /** Returns the arguments of a node that uses the archive, where there is one. */
    List<String> arguments(List<String> node) {
        boolean isShared = canShareClasses() && Files.exists(archive());
        return arguments(isShared ? List.of("-XX:SharedArchiveFile=" + archive()) : List.of(), node);
    }

    /** Returns the arguments of a node that writes an archive when it ends. */
    List<String> training(Path archive, List<String> node) {
        return arguments(List.of("-XX:ArchiveClassesAtExit=" + archive), node);
    }

    private List<String> arguments(List<String> sharing, List<String> node) {
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(sharing);
        Arrays.stream(environment.getOrDefault(OPTIONS, "").split(" ", -1))
                .filter(option -> !option.isBlank())
                .forEach(arguments::add);
        arguments.addAll(List.of("-cp", classPath, NodeMain.class.getName()));
        arguments.addAll(node);
        return arguments;
    }
}
