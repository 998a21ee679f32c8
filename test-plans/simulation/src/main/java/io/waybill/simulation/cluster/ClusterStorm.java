package io.waybill.simulation.cluster;

import io.waybill.fault.Timeline;

/**
 * What breaks in a run, and what is repaired when the storm is over.
 *
 * @param timeline what is to break, within the storm
 * @param guarded whether durable data may only be destroyed as far as the cluster's promises bear; else what remains
 *     wrong is to pass damage off as data
 * @param healing what is repaired at the end of the storm
 */
public record ClusterStorm(Timeline timeline, boolean guarded, Healing healing) {

    /** What is repaired. */
    public enum Healing {
        /** Everything, as a plan does. */
        EVERYTHING,
        /** As little as must suffice to go on: the rest stays as broken as it is. */
        A_CORE
    }
}
