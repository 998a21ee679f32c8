package io.waybill.checker.log;

import io.waybill.checker.anomaly.PollSkip;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.checker.finding.Findings;
import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one reading of a scope passed and another of the same scope was handed. Looks only at contested places:
 * the passes have already said where they differ.
 */
final class SkipJudge {

    private final HistoryFacts facts;
    private final Findings findings;
    private final Lookup lookup;
    private final int partition;

    SkipJudge(HistoryFacts facts, Findings findings, Lookup lookup, int partition) {
        this.facts = facts;
        this.findings = findings;
        this.lookup = lookup;
        this.partition = partition;
    }

    private record ReadingKey(int consumer, int reading) {}

    void judge(List<PassResult> passes, SecondLook look) {
        Map<ReadingKey, List<Run>> readings = new LinkedHashMap<>();
        for (PassResult pass : passes) {
            for (Run run : pass.chain.runs()) {
                readings.computeIfAbsent(new ReadingKey(run.consumer, run.reading), r -> new ArrayList<>())
                        .add(run);
            }
        }
        look.places().forEach((offset, at) -> {
            List<SeenDelivery> known = at.stream()
                    .filter(seen -> readings.values().stream().anyMatch(reading -> has(reading, seen)))
                    .toList();
            readings.values().forEach(reading -> judge(reading, offset, at, known, look));
        });
    }

    private void judge(
            List<Run> reading, long offset, List<SeenDelivery> at, List<SeenDelivery> known, SecondLook look) {
        Run passed =
                reading.stream().filter(run -> run.covers(offset)).findFirst().orElse(null);
        boolean handed = at.stream().anyMatch(seen -> has(reading, seen));
        if (passed == null || handed || offset < facts.logStart(partition)) {
            return;
        }
        for (SeenDelivery seen : known) {
            Dossier dossier = dossier(look, seen);
            if (dossier != null
                    && !isHidden(dossier.send, passed.consumer)
                    && dossier.deliveries.stream().noneMatch(each -> has(reading, each))) {
                Event.Send send = Objects.requireNonNull(dossier.send);
                findings.add(
                        PollSkip.KIND,
                        send.timeNanos(),
                        send.message().sequence(),
                        () -> new PollSkip(seen.event(), lookup.before(passed, offset), lookup.after(passed, offset)));
                return;
            }
        }
    }

    private static @Nullable Dossier dossier(SecondLook look, SeenDelivery seen) {
        return look.dossiers()
                .get(new MessageKey(
                        seen.event().message().session(), seen.event().message().sequence()));
    }

    /** What was never sent, or failed, or was not certainly committed need not be handed to everybody. */
    private boolean isHidden(Event.@Nullable Send send, int consumer) {
        return send == null
                || send.outcome().isFail()
                || (send.transaction() >= 0
                        && facts.isReadCommitted(consumer)
                        && facts.transaction(send.transaction()) != HistoryFacts.TransactionState.COMMITTED);
    }

    private static boolean has(List<Run> reading, SeenDelivery seen) {
        return reading.stream().anyMatch(run -> run.has(seen.block(), seen.row()));
    }
}
