package io.waybill.workload.benchmark;

import io.waybill.history.record.Recorder;
import io.waybill.system.ClientSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares clients that are recorded with clients that are not: the same number of messages, sent as fast as they are
 * answered and received as fast as they come, on a cluster that is there. Slices with and without a recorder take
 * turns, and who begins changes, so that what else the machine does falls to both; what is told is the median of the
 * ratios of neighbours. What the recorder does beside the clients, such as its flushes five times a second, is in it.
 */
public final class RecordingBenchmark implements AutoCloseable {

    private static final long FLUSH_MILLIS = 200;
    private static final long END_SECONDS = 5;
    private static final String HISTORY = "recording.waybill";

    private final List<Long> nodes;
    private final Settings settings;
    private final Path folder;
    private final List<Lane> lanes = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * Connects clients.
     *
     * @param source where the clients come from
     * @param nodes the process ids of those whose CPU counts as the cluster's
     * @param folder where the history goes that each slice records; each removes that of the one before
     */
    public RecordingBenchmark(ClientSource source, List<Long> nodes, Settings settings, Path folder) {
        this.nodes = List.copyOf(nodes);
        this.settings = settings;
        this.folder = folder;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "bench-client");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int lane = 0; lane < settings.lanes(); lane++) {
                lanes.add(new Lane(source, settings.partition(lane), settings.key(), settings.library()));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Measures.
     *
     * @param progress is told of each pair
     * @return what came out
     * @throws InterruptedException when called off
     */
    public RecordingFigures run(Consumer<String> progress) throws IOException, InterruptedException {
        // The first ones are the compiler's, and the last of them is not: both sides must have been compiled.
        for (int warm = 1; warm <= 2; warm++) {
            progress.accept("warming up, " + warm + " of 2");
            unrecorded();
            recorded();
        }
        RecordingFigures.Pairs pairs = new RecordingFigures.Pairs();
        for (int pair = 0; pair < settings.pairs(); pair++) {
            Slice with;
            Slice without;
            if (pair % 2 == 0) {
                without = unrecorded();
                with = recorded();
            } else {
                with = recorded();
                without = unrecorded();
            }
            pairs.add(with, without);
            progress.accept(pairs.last());
        }
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        progress.accept("one event after the other, without a broker");
        EventCost cost = EventCost.measure(folder.resolve(HISTORY), settings, beans::getCurrentThreadCpuTime);
        return pairs.figures(cost);
    }

    /** Returns the history of the last slice that was recorded; empty before the first. */
    Path history() {
        return folder.resolve(HISTORY);
    }

    Slice unrecorded() throws InterruptedException {
        List<Witness> witnesses = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            witnesses.add(new Nobody(settings.run(), lane, settings.payloadBytes()));
        }
        return slice(witnesses);
    }

    Slice recorded() throws IOException, InterruptedException {
        Files.deleteIfExists(history());
        try (Recorder recorder = settings.recorder(history())) {
            List<Witness> witnesses = new ArrayList<>();
            for (int lane = 0; lane < lanes.size(); lane++) {
                witnesses.add(settings.scribe(recorder, lane));
            }
            var pulse = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "bench-pulse");
                thread.setDaemon(true);
                return thread;
            });
            try {
                var beats =
                        pulse.scheduleAtFixedRate(recorder::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
                Slice slice = slice(witnesses);
                if (beats.isDone()) {
                    throw new IllegalStateException("the history in " + history() + " could not be flushed");
                }
                return slice;
            } finally {
                // Without an interrupt, which within a flush would close the file before the recorder does.
                pulse.shutdown();
            }
        }
    }

    private Slice slice(List<Witness> witnesses) throws InterruptedException {
        int share = settings.messages() / lanes.size();
        long clientCpu = cpuNanos(ProcessHandle.current().pid());
        long brokerCpu = brokerCpuNanos();
        long began = System.nanoTime();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            Witness witness = witnesses.get(i);
            clients.add(start(() -> lane.send(witness, share)));
            clients.add(start(() -> lane.receive(witness, share)));
        }
        try {
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("a client came to an end: " + cause.getMessage(), cause);
        } finally {
            clients.forEach(client -> client.cancel(true));
        }
        return new Slice(
                share * lanes.size(),
                System.nanoTime() - began,
                cpuNanos(ProcessHandle.current().pid()) - clientCpu,
                brokerCpuNanos() - brokerCpu);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private Future<?> start(Work work) {
        Callable<Boolean> task = () -> {
            work.run();
            return true;
        };
        return threads.submit(task);
    }

    private long brokerCpuNanos() {
        return nodes.stream().mapToLong(RecordingBenchmark::cpuNanos).sum();
    }

    /** Returns what a process has used of the CPU; nothing where it is not there or the system does not tell. */
    private static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** Ends the clients; the cluster stays. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // Whoever closes a consumer must not meet one who still polls. Those who do not end are left alone.
            if (threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                lanes.forEach(Lane::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
