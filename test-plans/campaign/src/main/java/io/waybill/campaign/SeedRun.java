package io.waybill.campaign;

import io.waybill.simulation.RunResult;

/** What is done with each seed. Called by several threads at once, each with another seed. */
@FunctionalInterface
public interface SeedRun {

    /** Runs a seed; the same seed gives the same result. */
    RunResult run(long seed);
}
