package io.waybill.campaign;

import io.waybill.simulation.RunResult;

/** Is told how seeds went, in the order of the seeds, by one thread at a time. */
public interface CampaignListener {

    /** Listens to nothing. */
    CampaignListener NONE = new CampaignListener() {};

    /** A seed was run. */
    default void ran(RunResult result) {}

    /** A seed could not be run to its end: the harness failed, and there is no verdict. */
    default void broke(long seed, Throwable cause) {}
}
