package io.waybill.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures in processes of their own, which have the options of the launcher. */
final class Measuring {

    private static final int MOST_MINUTES = 20;
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms32m");

    private final Path folder;
    private final int runs;

    Measuring(Path folder, int runs) {
        this.folder = folder;
        this.runs = runs;
    }

    /**
     * Goes through a file in some way and returns what that cost.
     *
     * @param expected what must be found; what a way finds that only reads is not compared
     * @throws IllegalStateException where something else is found
     */
    Measurement of(MeasuredProcess.Way way, Path file, int threads, String expected)
            throws IOException, InterruptedException {
        Path result = folder.resolve("result");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MeasuredProcess.class.getName());
        command.addAll(
                List.of(way.name(), file.toString(), String.valueOf(threads), String.valueOf(runs), result.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("measuring " + file.getFileName() + " failed: "
                        + Files.readString(folder.resolve("log")).strip());
            }
        } finally {
            process.destroyForcibly();
        }
        return read(Files.readAllLines(result), way, file, expected);
    }

    private Measurement read(List<String> lines, MeasuredProcess.Way way, Path file, String expected) {
        long[] wall = new long[runs];
        long[] cpu = new long[runs];
        for (int run = 0; run < runs; run++) {
            String[] numbers = lines.get(run).split(" ", 2);
            wall[run] = Long.parseLong(numbers[0]);
            cpu[run] = Long.parseLong(numbers[1]);
        }
        String found = lines.get(runs + 1).substring("found".length()).strip();
        if (way.judges() && !found.equals(expected)) {
            throw new IllegalStateException(
                    file.getFileName() + " was judged wrongly: planted \"" + expected + "\", found \"" + found + "\"");
        }
        return Measurement.ofRuns(wall, cpu, Long.parseLong(lines.get(runs).substring("resident ".length())));
    }
}
