package io.waybill.campaign;

import io.waybill.simulation.RunResult;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds on several cores. */
public final class Campaign {

    private final SeedRange seeds;
    private final SeedRun run;
    private final Tally tally;
    private final AtomicLong next;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Campaign(SeedRange seeds, SeedRun run, CampaignListener listener) {
        this.seeds = seeds;
        this.run = run;
        this.tally = new Tally(seeds.first(), listener);
        this.next = new AtomicLong(seeds.first());
    }

    /**
     * Runs all seeds, or as many as it gets to before the calling thread is interrupted; each that was begun is ended.
     *
     * @param threads how many seeds run at once, 1 or more
     * @return what it came to; the interruption is in {@link Summary#stopped} and no longer in the thread
     */
    public static Summary run(SeedRange seeds, int threads, SeedRun run, CampaignListener listener) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, were " + threads);
        }
        return new Campaign(seeds, run, listener).run((int) Math.min(threads, seeds.size()));
    }

    private Summary run(int threads) {
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
        return tally.summary(stopped.get(), System.nanoTime() - begin);
    }

    private void awaitEnd(Thread worker) {
        while (worker.isAlive()) {
            try {
                worker.join();
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
            tally.used(threads.getCurrentThreadCpuTime() - before);
            seed = next.getAndIncrement();
        }
    }

    private void one(long seed) {
        RunResult result;
        try {
            result = run.run(seed);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            tally.broke(seed, e);
            return;
        }
        tally.ran(result);
    }
}
