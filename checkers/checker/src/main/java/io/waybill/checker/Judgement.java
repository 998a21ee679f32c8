package io.waybill.checker;

import io.waybill.checker.anomaly.Names;
import io.waybill.checker.finding.AnomalyGroup;
import io.waybill.checker.finding.Obligations;
import io.waybill.history.Event;
import io.waybill.history.file.Tear;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a history says, all of it.
 *
 * @param claims a verdict for each claim that was asked for and that this history can speak of, in the order of
 *     {@link Claim}
 * @param anomalies what was found, those that break most first
 * @param obligations where the acknowledged messages ended, per scope; see {@link Obligations}
 * @param attributes what the history says of itself, by name
 * @param faults the faults, in the order of their times
 * @param moments how often each moment was hit that the run was after
 * @param tear where the history breaks off, if it does
 * @param names what its ids stand for
 */
public record Judgement(
        List<ClaimVerdict> claims,
        List<AnomalyGroup> anomalies,
        List<Obligations> obligations,
        Counts counts,
        Map<String, String> attributes,
        List<FaultInterval> faults,
        Map<String, Long> moments,
        Optional<Tear> tear,
        Names names) {
    public Judgement {
        claims = List.copyOf(claims);
        anomalies = List.copyOf(anomalies);
        obligations = List.copyOf(obligations);
        attributes = Map.copyOf(attributes);
        faults = List.copyOf(faults);
        moments = Map.copyOf(moments);
    }

    /**
     * A fault from its start to its end.
     *
     * @param stopped its end, or empty where it lasted to the end of the history
     */
    public record FaultInterval(Event.FaultStarted started, Optional<Event.FaultStopped> stopped) {

        /** Returns whether it was active at any time from {@code from} to {@code to}, both inclusive. */
        public boolean overlaps(long from, long to) {
            long end = stopped.map(Event.FaultStopped::completeNanos).orElse(Event.NEVER);
            return started.timeNanos() <= to && from <= end;
        }
    }

    /** Returns the worst of all verdicts: violated before unknown before holds; unknown where there is no claim. */
    public Verdict overall() {
        Verdict worst = new Verdict.Unknown("no claim was judged");
        boolean holds = !claims.isEmpty();
        long evidence = 0;
        for (ClaimVerdict each : claims) {
            if (each.verdict() instanceof Verdict.Violated) {
                return each.verdict();
            }
            if (each.verdict() instanceof Verdict.Holds h) {
                evidence = Math.max(evidence, h.evidence());
            } else {
                worst = each.verdict();
                holds = false;
            }
        }
        return holds ? new Verdict.Holds(evidence) : worst;
    }
}
