package io.waybill.report;

import java.time.Duration;
import java.util.List;

/**
 * What is to be known of a run apart from its verdicts.
 *
 * @param id its name: {@code r-2f9c41}
 * @param plan the plan's name
 * @param seed as {@code 0x…}
 * @param system the system under test and its version
 * @param site where it took place
 * @param directory where it is kept: its file, or a directory
 * @param took from its start to its end; zero where nobody knows
 * @param notRun what of the plan was left out, in the plan's order
 * @param repeated what was run again because it was violated
 */
public record RunFacts(
        String id,
        String plan,
        String seed,
        String system,
        RunSite site,
        String directory,
        Duration took,
        List<NotRun> notRun,
        List<Repeated> repeated) {

    public RunFacts {
        notRun = List.copyOf(notRun);
        repeated = List.copyOf(repeated);
    }

    /** Makes those of a run of which nothing was left out or run again. */
    public RunFacts(String id, String plan, String seed, String system, RunSite site, String directory, Duration took) {
        this(id, plan, seed, system, site, directory, took, List.of(), List.of());
    }

    /** Returns the same of a run that is kept elsewhere. */
    public RunFacts at(String elsewhere) {
        return new RunFacts(id, plan, seed, system, site, elsewhere, took, notRun, repeated);
    }

    /** Returns the same with what was run again. */
    public RunFacts with(List<Repeated> again) {
        return new RunFacts(id, plan, seed, system, site, directory, took, notRun, again);
    }
}
