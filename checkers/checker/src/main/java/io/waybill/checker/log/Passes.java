package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.TransactionFates;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what was read of one partition, scope after scope and chain after chain, and looks at the order of the
 * messages. Where one chain reads alone, the sends are laid beside it page by page; several share a table of the sends
 * if that is not too large.
 */
final class Passes {

    private final HistoryFacts facts;
    private final HistoryReader history;
    private final Workspace workspace;
    private final SendBlocks sendBlocks;
    private final PassSink sink;
    private final @Nullable TransactionFates fates;

    Passes(
            HistoryFacts facts,
            HistoryReader history,
            Workspace workspace,
            SendBlocks sendBlocks,
            PassSink sink,
            @Nullable TransactionFates fates) {
        this.facts = facts;
        this.history = history;
        this.workspace = workspace;
        this.sendBlocks = sendBlocks;
        this.sink = sink;
        this.fates = fates;
    }

    /** Returns the result of each pass, by scope. */
    Map<String, List<PassResult>> through(Map<String, List<Run>> runs, int mostInTable) {
        Map<String, List<Chain>> chains = new LinkedHashMap<>();
        runs.forEach((scope, of) -> chains.put(scope, Chain.of(of)));
        List<Chain> all = chains.values().stream().flatMap(Collection::stream).toList();
        SendTable table = all.size() > 1 ? SendTable.of(facts, history, workspace, sendBlocks, mostInTable) : null;
        Map<String, List<PassResult>> results = new LinkedHashMap<>();
        chains.forEach((scope, of) -> {
            List<PassResult> passes = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                passes.add(pass(table, of.get(i), of.subList(0, i), all.size() > 1));
            }
            results.put(scope, passes);
        });
        if (table != null) {
            new TableOrder(facts, table, sink).run();
        } else if (all.size() > 1) {
            long start = all.stream().mapToLong(Chain::start).min().orElse(0);
            new OrderPass(facts, history, workspace, sendBlocks, start, sink).run(all);
        }
        return results;
    }

    private PassResult pass(@Nullable SendTable table, Chain chain, List<Chain> before, boolean beside) {
        return table == null
                ? new Pass(facts, history, workspace, sendBlocks, chain, before, beside, sink, fates).run()
                : new TablePass(facts, workspace, table, sendBlocks.partition(), chain, before, sink, fates).run();
    }
}
