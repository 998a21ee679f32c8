package io.waybill.campaign;

import io.waybill.simulation.RunResult;

/** Runs many seeds on several cores. */
public final class Campaign {

    private Campaign() {}

    /**
     * Runs all seeds, or as many as it gets to before the calling thread is interrupted; each that was begun is ended.
     *
     * @param threads how many seeds run at once, 1 or more
     * @return what it came to; the interruption is in {@link Summary#stopped} and no longer in the thread
     */
    public static Summary run(SeedRange seeds, int threads, SeedRun run, CampaignListener listener) {
        Tally tally = new Tally(listener);
        SeedPool.Effort effort = SeedPool.<RunResult>run(seeds, threads, run::run, tally);
        return tally.summary(effort);
    }
}
