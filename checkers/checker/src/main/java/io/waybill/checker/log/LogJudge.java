package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Judges all partitions with offsets, shared by several threads; each partition is judged by one. */
public final class LogJudge {

    private final HistoryReader history;
    private final HistoryFacts facts;
    private final Findings findings;
    private final @Nullable TransactionFates fates;
    private final Lookup lookup;
    private final Map<Integer, List<Integer>> sendBlocks = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> deliveryBlocks = new LinkedHashMap<>();
    private final List<Integer> partitions;

    /**
     * Creates a judge of one history.
     *
     * @param fates is told what became of transactional messages; null where the history has none
     */
    public LogJudge(HistoryReader history, HistoryFacts facts, Findings findings, @Nullable TransactionFates fates) {
        this.history = history;
        this.facts = facts;
        this.findings = findings;
        this.fates = fates;
        this.lookup = new Lookup(history);
        Set<Integer> seen = new TreeSet<>();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            boolean message = index.isSends(block) || index.isDeliveries(block);
            if (message && facts.isLog(index.partition(block))) {
                Map<Integer, List<Integer>> blocks = index.isSends(block) ? sendBlocks : deliveryBlocks;
                blocks.computeIfAbsent(index.partition(block), p -> new ArrayList<>())
                        .add(block);
                seen.add(index.partition(block));
            }
        }
        partitions = List.copyOf(seen);
    }

    /**
     * Judges, on the calling thread and {@code threads - 1} others, and returns what there was to judge.
     *
     * @param mostInTable how many messages of a partition may be held in memory at once where several read them
     */
    public PartitionCounts judge(int threads, int mostInTable) {
        int workers = Math.max(1, Math.min(threads, partitions.size()));
        AtomicInteger next = new AtomicInteger();
        if (workers == 1) {
            return work(next, mostInTable);
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers - 1, runnable -> {
            Thread thread = new Thread(runnable, "waybill-checker");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<PartitionCounts>> others = new ArrayList<>();
            for (int worker = 1; worker < workers; worker++) {
                others.add(pool.submit(() -> work(next, mostInTable)));
            }
            PartitionCounts all = work(next, mostInTable);
            for (Future<PartitionCounts> other : others) {
                all.add(result(other));
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private static PartitionCounts result(Future<PartitionCounts> worker) {
        try {
            return worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker of the checker failed", e.getCause());
        }
    }

    private PartitionCounts work(AtomicInteger next, int mostInTable) {
        PartitionCounts sum = new PartitionCounts();
        Workspace workspace = new Workspace(history);
        for (int i = next.getAndIncrement(); i < partitions.size(); i = next.getAndIncrement()) {
            int partition = partitions.get(i);
            sum.add(new PartitionJudge(
                            history,
                            workspace,
                            facts,
                            findings,
                            lookup,
                            fates,
                            partition,
                            sendBlocks.getOrDefault(partition, List.of()),
                            deliveryBlocks.getOrDefault(partition, List.of()))
                    .judge(mostInTable));
        }
        return sum;
    }
}
