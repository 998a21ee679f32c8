package io.waybill.report;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.RunOutcome;
import io.waybill.checker.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One judged history: a configuration of a run, or a file that somebody gave.
 *
 * @param name the configuration's name, or the file's
 * @param control what is broken about it, where it is a control; empty for what is judged
 * @param expectations what is expected of its claims
 * @param judgement what the history says
 * @param claims the judgement's verdicts, with those unknown that were not tested hard enough
 * @param pressure how hard they were tested; empty where nothing was counted
 * @param history where the history lies
 * @param circumstances what else the history knows, for the stories
 * @param inside what is known beyond the history, where it is of a simulated world
 */
public record Judged(
        String name,
        Optional<String> control,
        Expectations expectations,
        Judgement judgement,
        List<ClaimVerdict> claims,
        List<PressureCount> pressure,
        String history,
        Circumstances circumstances,
        Optional<Inside> inside) {
    public Judged {
        claims = List.copyOf(claims);
        pressure = List.copyOf(pressure);
    }

    /** Makes one of which nothing is known beyond its history. */
    public Judged(
            String name,
            Optional<String> control,
            Expectations expectations,
            Judgement judgement,
            List<ClaimVerdict> claims,
            List<PressureCount> pressure,
            String history,
            Circumstances circumstances) {
        this(name, control, expectations, judgement, claims, pressure, history, circumstances, Optional.empty());
    }

    /** Returns the judgement of a history that stands alone. */
    public static Judged alone(String name, Judgement judgement, Circumstances circumstances) {
        List<PressureCount> moments = judgement.moments().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(moment -> new PressureCount(moment.getKey(), moment.getValue(), 0, 0, List.of()))
                .toList();
        return new Judged(
                name,
                Optional.empty(),
                Expectations.ALL_HOLD,
                judgement,
                judgement.claims(),
                moments,
                name,
                circumstances);
    }

    /** Returns whether it is a configuration that is known to be broken. */
    public boolean isControl() {
        return control.isPresent();
    }

    /** Returns what is wrong that no client can see, as far as anybody looked. */
    public List<Inside.Sighting> sightings() {
        return inside.map(Inside::sightings).orElse(List.of());
    }

    /** Returns what it is to the verdict on its run. */
    RunOutcome.Part part() {
        return new RunOutcome.Part(
                isControl(), expectations, claims, !sightings().isEmpty());
    }

    /** Returns whether a claim is violated. */
    public boolean isViolated(Claim claim) {
        return claims.stream().anyMatch(each -> each.claim() == claim && each.verdict() instanceof Verdict.Violated);
    }

    /** Returns the claims that must break and did not. */
    public List<Claim> unbroken() {
        return expectations.unbroken(claims);
    }

    /** Returns the verdicts on what is promised here. */
    public List<ClaimVerdict> promised() {
        return expectations.promised(claims);
    }

    /** Returns the verdicts that break what is promised here. */
    public List<ClaimVerdict> broken() {
        return expectations.broken(claims);
    }
}
