package io.waybill.runner;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.RunOutcome;
import io.waybill.checker.Verdict;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.workload.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one configuration came to.
 *
 * @param control what it is a control of; empty for a configuration that is judged
 * @param judgement what its stored history says
 * @param claims the judgement's verdicts, with those unknown whose pressure did not suffice; one for each claim of the
 *     configuration that the history can speak of
 * @param moments how often the dangerous moments came about
 * @param traffic how much was sent and received
 * @param drained whether everything was read to the end
 * @param simulated what is known of it beyond that, where it took place in a simulated world
 * @param history the stored history
 * @param took from the start of its cluster to its verdict
 */
public record ConfigurationResult(
        Configuration configuration,
        Optional<Control> control,
        Judgement judgement,
        List<ClaimVerdict> claims,
        List<MomentCount> moments,
        Traffic traffic,
        boolean drained,
        Optional<Simulated> simulated,
        Path history,
        Duration took) {

    public ConfigurationResult {
        claims = List.copyOf(claims);
        moments = List.copyOf(moments);
    }

    /** Returns the name of the configuration. */
    public String name() {
        return configuration.name();
    }

    /** Returns whether it is one that must break. */
    public boolean isControl() {
        return control.isPresent();
    }

    /** Returns what is wrong that no client can see, as far as anybody looked. */
    public List<Simulated.Sighting> sightings() {
        return simulated.map(Simulated::sightings).orElse(List.of());
    }

    /** Returns whether it shows that the system is wrong: a promise is broken, or something that no client can see. */
    public boolean isWrong() {
        return part().isWrong();
    }

    /** Returns what it is to the verdict on its run. */
    RunOutcome.Part part() {
        return new RunOutcome.Part(
                isControl(), expectations(), claims, !sightings().isEmpty());
    }

    /** Returns the claims that are violated. */
    public Set<Claim> violated() {
        return claims.stream()
                .filter(each -> each.verdict() instanceof Verdict.Violated)
                .map(ClaimVerdict::claim)
                .collect(Collectors.toSet());
    }

    /** Returns what is expected of its claims. */
    public Expectations expectations() {
        return control.map(Control::expectations)
                .orElseGet(() -> configuration.promise().expectations());
    }

    /** Returns the claims that must break here and did not. */
    public List<Claim> unbroken() {
        return expectations().unbroken(claims);
    }
}
