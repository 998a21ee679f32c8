package io.waybill.checker.queue;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Findings;
import io.waybill.checker.finding.Obligations;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the queues of a history: whether what was put in came out, once, one holder at a time, and in order.
 *
 * <p>Memory is proportional to the messages of one queue at a time, some 33 bytes each. Not safe for use by two
 * threads.
 */
public final class QueueJudge {

    /** The blocks that a queue is recorded in. */
    record Blocks(List<Integer> sends, List<Integer> deliveries, List<Integer> settlements) {
        Blocks() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private final HistoryReader history;
    private final HistoryFacts facts;
    private final HistorySearch search;
    private final boolean ordered;
    private final List<Obligations> obligations = new ArrayList<>();
    private final long[] outcomes = new long[QueueTable.INFO + 1];
    private long deliveries;
    private long undecided;
    private long dequeued;
    private long disturbed;

    /**
     * Prepares to judge the queues of {@code history}.
     *
     * @param ordered whether they are also to hand out messages in the order in which they were put in
     */
    public QueueJudge(HistoryReader history, HistoryFacts facts, boolean ordered) {
        this.history = history;
        this.facts = facts;
        this.search = new HistorySearch(history);
        this.ordered = ordered;
    }

    /** Judges all queues, one after the other, each by up to two of {@code threads} threads. Called once. */
    public void judge(Findings findings, int threads) {
        Map<Integer, Blocks> queues = queues();
        if (queues.isEmpty()) {
            return;
        }
        QueueEvents events = QueueEvents.of(history);
        try (Together together = new Together(threads)) {
            queues.forEach((partition, blocks) -> judge(partition, blocks, events, together, findings));
        }
    }

    private Map<Integer, Blocks> queues() {
        Map<Integer, Blocks> queues = new LinkedHashMap<>();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isEvents(block) || facts.isLog(index.partition(block))) {
                continue;
            }
            Blocks blocks = queues.computeIfAbsent(index.partition(block), partition -> new Blocks());
            if (index.isSends(block)) {
                blocks.sends.add(block);
            } else if (index.isDeliveries(block)) {
                blocks.deliveries.add(block);
            } else {
                blocks.settlements.add(block);
            }
        }
        return queues;
    }

    private void judge(int partition, Blocks blocks, QueueEvents events, Together together, Findings findings) {
        QueueTable table = new QueueTable(MessageLanes.of(history, blocks.sends), partition);
        together.both(
                () -> {
                    table.loadSends(history, facts, blocks.sends);
                    return table;
                },
                () -> {
                    table.loadDeliveries(history, blocks.deliveries);
                    return table;
                });
        deliveries += table.deliveries;
        for (byte outcome : table.outcomes) {
            outcomes[outcome]++;
        }
        QueueIntegrity integrity = new QueueIntegrity(table, facts, search, findings);
        obligations.add(integrity.judge(events.drain(partition)));
        boolean torn = !facts.isClosed();
        if (!table.again.isEmpty()) {
            QueueRepeats repeats = new QueueRepeats(table, facts, search, torn, findings);
            repeats.judge(history, blocks, events);
            undecided += repeats.undecided();
        }
        if (ordered) {
            QueueOrder order = new QueueOrder(table, search, findings);
            order.judge(events, torn, together);
            dequeued += order.dequeued();
            disturbed += order.disturbed();
        }
    }

    /** Returns where the acknowledged messages ended, a queue each. */
    public List<Obligations> obligations() {
        return List.copyOf(obligations);
    }

    /** Returns what there was to say of settlements: deliveries, open where the broker says that one was returned. */
    public ClaimEvidence settlement() {
        String reason = undecided == 0
                ? ""
                : "of " + undecided + " messages that came again it is not recorded how they were returned, though the"
                        + " broker says that they were, or the history is torn";
        return new ClaimEvidence(deliveries, undecided, reason);
    }

    /** Returns what there was to say of the order of queues: messages that came out, open where returned before. */
    public ClaimEvidence order() {
        String reason = disturbed == 0 ? "" : "the first delivery of " + disturbed + " messages is not recorded";
        return new ClaimEvidence(dequeued, disturbed, reason);
    }

    /** Returns how many messages were sent to queues. */
    public long sends() {
        return acknowledged() + failed() + indeterminate();
    }

    /** Returns how many of them were acknowledged. */
    public long acknowledged() {
        return outcomes[QueueTable.OK];
    }

    /** Returns how many of them certainly failed. */
    public long failed() {
        return outcomes[QueueTable.FAIL];
    }

    /** Returns of how many of them nobody knows. */
    public long indeterminate() {
        return outcomes[QueueTable.INFO];
    }

    /** Returns how many deliveries of queues there were. */
    public long deliveries() {
        return deliveries;
    }
}
