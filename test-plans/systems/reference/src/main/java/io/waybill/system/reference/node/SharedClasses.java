package io.waybill.system.reference.node;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.environment.node.NodeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The archive of parsed classes that nodes map instead of reading jars: made by the first start of a build, a node of
 * its own that ends as soon as it is ready. Only speed: where it cannot be made, nodes start more slowly.
 */
public final class SharedClasses {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SharedClasses() {}

    /**
     * Makes the archive where there is none of this build and where there can be one.
     *
     * @param scratch a directory of this user's, for what goes with the node
     * @throws InterruptedException when called off; then nothing of it is left
     */
    public static void prepare(NodeJvm jvm, Path scratch) throws InterruptedException {
        try {
            if (jvm.canShareClasses() && !jvm.sharesClasses()) {
                train(jvm, scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a quick start: " + e.getMessage(), e);
        }
    }

    private static void train(NodeJvm jvm, Path scratch) throws IOException, InterruptedException {
        Path draft =
                jvm.archive().resolveSibling("draft-" + ProcessHandle.current().pid() + ".jsa");
        try (LocalProcesses processes = LocalProcesses.open(scratch, false)) {
            Path home = processes.directory();
            var layout = new LocalLayout(List.of(
                    new LocalLayout.Ports(processes.reservePort(), processes.reservePort(), processes.reservePort())));
            Path file = NodeFile.write(
                    home.resolve("node.properties"), layout.config(1, "training", home.resolve("data"), Map.of()));
            LocalProcess node = processes.start(new ProcessSpec(
                    "training",
                    jvm.java(),
                    jvm.training(draft, List.of(file.toString())),
                    Map.of(),
                    home,
                    home.resolve("log.jsonl")));
            node.awaitLog(List.of(NodeJvm.READY), System.nanoTime() + PATIENCE.toNanos());
            node.stop(PATIENCE);
            if (Files.exists(draft)) {
                Files.move(draft, jvm.archive(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NodeFailedException e) {
            // The cluster's own start will say what is wrong.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
