package io.waybill.system.reference.image;

import io.waybill.environment.local.LocalProcess;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.environment.local.ProcessSpec;
import io.waybill.environment.node.NodeFailedException;
import io.waybill.image.ImageException;
import io.waybill.image.Training;
import io.waybill.system.Places;
import io.waybill.system.reference.node.NodeJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a program of ours as a local process until it says that it is ready, and ends it in order.
 *
 * @param arguments the program's own, which may need ports and files that go with the process
 */
record LocalTraining(String name, Function<LocalProcesses, List<String>> arguments) implements Training {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void run(List<String> command, Path directory) throws InterruptedException {
        try (LocalProcesses processes = LocalProcesses.open(Places.ofThisUser().scratch(), false)) {
            List<String> all = new ArrayList<>(command.subList(1, command.size()));
            all.addAll(arguments.apply(processes));
            LocalProcess process = processes.start(new ProcessSpec(
                    name,
                    Path.of(command.get(0)),
                    all,
                    Map.of(),
                    directory,
                    processes.directory().resolve("log.jsonl")));
            process.awaitLog(List.of(NodeJvm.READY), System.nanoTime() + PATIENCE.toNanos());
            process.stop(PATIENCE);
        } catch (NodeFailedException e) {
            throw new ImageException(
                    "cannot prepare the image's quick start, because with the Java of the image " + name
                            + " does not start on this machine: " + e.getMessage(),
                    e);
        }
    }
}
