package io.waybill.campaign;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Hands seeds out to threads, and what came of them back in the order of the seeds, so that nothing that is told or
 * added up depends on the threads.
 *
 * @param <R> what comes of a seed
 */
public final class SeedPool<R> {

    private static final long PULSE_MILLIS = 200;

    private final SeedRange seeds;
    private final LongFunction<R> work;
    private final Receiver<R> receiver;
    private final SortedMap<Long, Runnable> waiting = new TreeMap<>();
    private final AtomicLong next;
    private final AtomicLong cpuNanos = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private long due;

    /** Is told what came of seeds, by one thread at a time. */
    public interface Receiver<R> {

        /** A seed was run to its end. */
        void ran(long seed, R result);

        /** A seed could not be run to its end: the harness failed, and there is no verdict. */
        void broke(long seed, Throwable cause);

        /** Some times a second, as long as there is something to do. */
        default void pulse() {}
    }

    /**
     * What it took.
     *
     * @param stopped whether it was called off before its last seed
     * @param wallNanos how long it took
     * @param cpuNanos the time of all cores
     */
    public record Effort(boolean stopped, long wallNanos, long cpuNanos) {}

    private SeedPool(SeedRange seeds, LongFunction<R> work, Receiver<R> receiver) {
        this.seeds = seeds;
        this.work = work;
        this.receiver = receiver;
        this.next = new AtomicLong(seeds.first());
        this.due = seeds.first();
    }

    /**
     * Runs all seeds, or as many as it gets to before the calling thread is interrupted; each that was begun is ended.
     *
     * @param threads how many seeds run at once, 1 or more
     * @param work what is done with a seed; called by several threads at once, each with another seed
     * @return what it took; the interruption is in {@link Effort#stopped} and no longer in the thread
     */
    public static <R> Effort run(SeedRange seeds, int threads, LongFunction<R> work, Receiver<R> receiver) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, were " + threads);
        }
        return new SeedPool<>(seeds, work, receiver).run((int) Math.min(threads, seeds.size()));
    }

    private Effort run(int threads) {
        long begin = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(this::work, "seeds-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            awaitEnd(worker);
        }
        return new Effort(stopped.get(), System.nanoTime() - begin, cpuNanos.get());
    }

    private void awaitEnd(Thread worker) {
        while (worker.isAlive()) {
            try {
                worker.join(PULSE_MILLIS);
                pulse();
            } catch (InterruptedException e) {
                // Said once; the workers end with the seed that they are at.
                stopped.set(true);
            }
        }
    }

    private void work() {
        var threads = ManagementFactory.getThreadMXBean();
        long seed = next.getAndIncrement();
        while (seed <= seeds.last() && !stopped.get()) {
            long before = threads.getCurrentThreadCpuTime();
            one(seed);
            cpuNanos.addAndGet(threads.getCurrentThreadCpuTime() - before);
            seed = next.getAndIncrement();
        }
    }

    private void one(long seed) {
        R result;
        try {
            result = work.apply(seed);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            tell(seed, () -> receiver.broke(seed, e));
            return;
        }
        tell(seed, () -> receiver.ran(seed, result));
    }

    private synchronized void tell(long seed, Runnable news) {
        waiting.put(seed, news);
        Runnable first = waiting.remove(due);
        while (first != null) {
            first.run();
            due++;
            first = waiting.remove(due);
        }
    }

    private synchronized void pulse() {
        receiver.pulse();
    }
}
