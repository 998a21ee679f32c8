package io.waybill.campaign.plan;

import io.waybill.campaign.SeedPool;
import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectations;
import io.waybill.checker.Verdict;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.simulation.RunResult;
import io.waybill.simulation.finding.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds up what seeds of a plan came to, in the order of the seeds. */
final class PlanTally implements SeedPool.Receiver<List<SimulatedConfiguration>> {

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final PlanCampaign.Listener listener;
    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private final List<Long> failing = new ArrayList<>();
    private final List<Long> broken = new ArrayList<>();
    private final SortedMap<String, Long> findings = new TreeMap<>();
    private final SortedMap<String, Long> faults = new TreeMap<>();
    private final long beginNanos = System.nanoTime();
    private RunResult.Counts counts = RunResult.Counts.NONE;
    private long seeds;
    private long runs;
    private long virtualNanos;
    private long events;
    private long hash;

    PlanTally(Plan plan, PlanCampaign.Listener listener) {
        this.listener = listener;
        plan.configurations().forEach(each -> sums.put(each.name(), new Sum(each, Optional.empty())));
        for (Control control : plan.controls()) {
            Configuration configuration = control.configuration();
            sums.put(configuration.name(), new Sum(configuration, Optional.of(control)));
        }
    }

    @Override
    public void ran(long seed, List<SimulatedConfiguration> results) {
        seeds++;
        for (SimulatedConfiguration each : results) {
            add(each);
            Sum sum = sums.get(each.configuration().name());
            if (sum != null) {
                sum.add(seed, each);
            }
        }
        if (!results.stream().allMatch(SimulatedConfiguration::isRight)) {
            failing.add(seed);
        }
        listener.ran(seed, results);
    }

    private void add(SimulatedConfiguration each) {
        RunResult run = each.result().run();
        runs++;
        virtualNanos += run.virtualNanos();
        events += run.events();
        counts = counts.plus(run.counts());
        hash = (hash ^ run.hash()) * MIX;
        hash ^= hash >>> 31;
        run.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        for (Finding finding : each.wrong()) {
            findings.merge(finding.layer().word() + ": " + finding.id(), 1L, Long::sum);
        }
    }

    @Override
    public void broke(long seed, Throwable cause) {
        broken.add(seed);
        listener.broke(seed, cause);
    }

    @Override
    public void pulse() {
        // What the cores did so far is not known before they are done.
        listener.pulse(summary(new SeedPool.Effort(false, System.nanoTime() - beginNanos, 0)));
    }

    PlanSummary summary(SeedPool.Effort effort) {
        return new PlanSummary(
                seeds,
                runs,
                sums.values().stream().map(Sum::count).toList(),
                failing,
                broken,
                effort.stopped(),
                effort.wallNanos(),
                effort.cpuNanos(),
                virtualNanos,
                events,
                counts,
                findings,
                faults,
                hash);
    }

    /** One configuration. */
    private static final class Sum {
        private final Configuration configuration;
        private final Optional<Control> control;
        private final Map<Claim, ClaimSum> claims = new EnumMap<>(Claim.class);
        private final Map<Pressure, long[]> moments = new LinkedHashMap<>();
        private long seeds;
        private long drained;

        Sum(Configuration configuration, Optional<Control> control) {
            this.configuration = configuration;
            this.control = control;
            configuration.promise().claims().forEach(claim -> claims.put(claim, new ClaimSum()));
            configuration.promise().pressure().forEach(each -> moments.put(each, new long[2]));
        }

        void add(long seed, SimulatedConfiguration each) {
            seeds++;
            drained += each.result().drained() ? 1 : 0;
            moments.forEach((pressure, sum) -> {
                int hits = each.result().moments().getOrDefault(pressure.moment(), 0);
                sum[0] += hits;
                sum[1] += hits > 0 ? 1 : 0;
            });
            // As judged, not as weighed: how hard it was tried is weighed over all seeds together.
            for (ClaimVerdict verdict : each.result().judgement().claims()) {
                ClaimSum sum = claims.get(verdict.claim());
                if (sum != null) {
                    sum.add(seed, verdict.verdict(), each.result().drained());
                }
            }
        }

        ConfigurationCount count() {
            List<ConfigurationCount.MomentTotal> totals = new ArrayList<>();
            moments.forEach(
                    (pressure, sum) -> totals.add(new ConfigurationCount.MomentTotal(pressure, sum[0], sum[1])));
            List<ClaimCount> counts = new ArrayList<>();
            Expectations expectations = configuration.promise().expectations();
            claims.forEach((claim, sum) ->
                    counts.add(sum.count(claim, expectations.reservation(claim).or(() -> reservation(claim, totals)))));
            return new ConfigurationCount(configuration, control, seeds, drained, counts, totals);
        }

        private static Optional<String> reservation(Claim claim, List<ConfigurationCount.MomentTotal> totals) {
            String missing = totals.stream()
                    .filter(each -> each.pressure().concerns(claim)
                            && each.hits() < each.pressure().required())
                    .map(each -> "\"" + each.pressure().moment().sentence() + "\" came about " + each.hits() + " of "
                            + each.pressure().required() + " times required")
                    .collect(Collectors.joining(", "));
            return missing.isEmpty() ? Optional.empty() : Optional.of("it was not tried: " + missing);
        }
    }

    /** One claim of a configuration. */
    private static final class ClaimSum {
        private long held;
        private long violated;
        private long first = -1;
        private String reason = "no seed was run";

        void add(long seed, Verdict verdict, boolean drained) {
            if (verdict instanceof Verdict.Violated) {
                first = violated == 0 ? seed : first;
                violated++;
            } else if (verdict instanceof Verdict.Holds && drained) {
                held++;
            } else {
                reason = verdict.match(
                        holds -> "the logs were not read to their end", broken -> "", unknown -> unknown.reason());
            }
        }

        ClaimCount count(Claim claim, Optional<String> reservation) {
            Verdict verdict = violated > 0
                    ? new Verdict.Violated(violated)
                    : held == 0
                            ? new Verdict.Unknown(reason)
                            : reservation.<Verdict>map(Verdict.Unknown::new).orElseGet(() -> new Verdict.Holds(held));
            return new ClaimCount(
                    claim, held, violated, violated == 0 ? OptionalLong.empty() : OptionalLong.of(first), verdict);
        }
    }
}
