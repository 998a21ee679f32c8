package io.waybill.checker.transaction;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.ProcessedNever;
import io.waybill.checker.anomaly.ProcessedTwice;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.fact.HistorySearch;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import io.waybill.history.PartitionOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Read, process, write: whether each input has its effect once. Linear in the runs of inputs but for their sorting. */
final class Processing {

    private final Sources sources;
    private final ProcessingScopes scopes;
    private final Effects effects;
    private final HistorySearch search;
    private long judged;
    private long open;

    Processing(Sources sources, ProcessingScopes scopes, Effects effects, HistorySearch search) {
        this.sources = sources;
        this.scopes = scopes;
        this.effects = effects;
        this.search = search;
    }

    void judge(Findings findings) {
        sources.byPartition().forEach((partition, inputs) -> {
            int[] order = inputs.ascending();
            Map<String, Tally> tallies = new HashMap<>();
            for (int run : order) {
                String scope = scopes.of(inputs.transaction(run));
                tallies.computeIfAbsent(scope, s -> new Tally(partition, s, inputs))
                        .add(run, findings);
            }
            tallies.values().forEach(tally -> tally.findGaps(findings));
        });
    }

    /** Returns how many runs of inputs were held against the claim. */
    long judged() {
        return judged;
    }

    /** Returns how many of them belong to transactions of which nobody knows the end. */
    long open() {
        return open;
    }

    /** The inputs of one scope from one partition, run by run in the order of their offsets. */
    private final class Tally {
        private final int partition;
        private final String scope;
        private final Sources.Inputs inputs;

        /** The run with effect that reaches furthest, and the one of another transaction that reaches furthest. */
        private int furthest = -1;

        private int other = -1;

        /** What is covered by transactions that have, or may have, an effect: disjoint, ascending. */
        private long[] lows = new long[16];

        private long[] highs = new long[16];
        private int covered;

        private int[] aborted = new int[8];
        private int abortedCount;

        Tally(int partition, String scope, Sources.Inputs inputs) {
            this.partition = partition;
            this.scope = scope;
            this.inputs = inputs;
        }

        void add(int run, Findings findings) {
            judged++;
            int transaction = inputs.transaction(run);
            if (effects.of(transaction) == HistoryFacts.TransactionState.ABORTED) {
                if (abortedCount == aborted.length) {
                    aborted = Arrays.copyOf(aborted, abortedCount * 2);
                }
                aborted[abortedCount++] = run;
                return;
            }
            cover(inputs.low(run), inputs.high(run));
            if (effects.of(transaction) == HistoryFacts.TransactionState.UNKNOWN) {
                open++;
                return;
            }
            reportOverlap(run, furthest, findings);
            reportOverlap(run, other, findings);
            if (furthest < 0 || inputs.high(run) > inputs.high(furthest)) {
                other = furthest >= 0 && inputs.transaction(furthest) != transaction ? furthest : other;
                furthest = run;
            } else if (inputs.transaction(furthest) != transaction
                    && (other < 0 || inputs.high(run) > inputs.high(other))) {
                other = run;
            }
        }

        private void cover(long low, long high) {
            if (covered > 0 && low <= highs[covered - 1]) {
                highs[covered - 1] = Math.max(highs[covered - 1], high);
                return;
            }
            if (covered == lows.length) {
                lows = Arrays.copyOf(lows, covered * 2);
                highs = Arrays.copyOf(highs, covered * 2);
            }
            lows[covered] = low;
            highs[covered++] = high;
        }

        private void reportOverlap(int run, int before, Findings findings) {
            if (before < 0 || inputs.transaction(before) == inputs.transaction(run)) {
                return;
            }
            long to = Math.min(inputs.high(before), inputs.high(run));
            for (long offset = inputs.low(run); offset <= to; offset++) {
                PartitionOffset input = new PartitionOffset(partition, offset);
                long time = effects.table().commitAsked(inputs.transaction(run));
                findings.add(ProcessedTwice.KIND, time, offset, () -> twice(before, run, input));
            }
        }

        private Anomaly twice(int first, int second, PartitionOffset input) {
            return new ProcessedTwice(
                    output(first, input),
                    effects.evidence(inputs.transaction(first)),
                    output(second, input),
                    effects.evidence(inputs.transaction(second)));
        }

        private Event.Send output(int run, PartitionOffset input) {
            return search.output(inputs.session(run), inputs.transaction(run), input)
                    .orElseThrow();
        }

        void findGaps(Findings findings) {
            Event.Commit passed = scopes.last(scope, partition);
            if (passed == null) {
                return;
            }
            long committed = ProcessingScopes.offset(passed, partition);
            long next = Long.MIN_VALUE;
            for (int i = 0; i < abortedCount; i++) {
                int run = aborted[i];
                // An input that was tried in vain twice is missing once.
                long from = Math.max(next, inputs.low(run));
                long to = Math.min(inputs.high(run), committed - 1);
                for (long offset = from; offset <= to; offset++) {
                    next = offset + 1;
                    if (!isCovered(offset)) {
                        PartitionOffset input = new PartitionOffset(partition, offset);
                        findings.add(ProcessedNever.KIND, passed.timeNanos(), offset, () -> never(run, input, passed));
                    }
                }
            }
        }

        private boolean isCovered(long offset) {
            int at = Arrays.binarySearch(lows, 0, covered, offset);
            int interval = at >= 0 ? at : -at - 2;
            return interval >= 0 && highs[interval] >= offset;
        }

        private Anomaly never(int run, PartitionOffset input, Event.Commit passed) {
            return new ProcessedNever(
                    output(run, input),
                    effects.end(inputs.transaction(run)).orElseThrow(),
                    passed,
                    passed.transaction() == Event.NONE ? Optional.empty() : effects.end(passed.transaction()));
        }
    }
}
