package io.waybill.simulation.cluster;

import io.waybill.fault.FaultRecord;
import io.waybill.fault.Timeline;
import io.waybill.plan.Moment;
import io.waybill.workload.Traffic;

/** Is told how a run goes, while it does; times are virtual nanoseconds since the world began. Changes nothing. */
public interface ClusterListener {

    /** Listens to nothing. */
    ClusterListener NONE = new ClusterListener() {};

    /** A part of the run begins. */
    default void phaseStarted(ClusterPhase phase, long nanos) {}

    /** A fault has taken effect. */
    default void faultStarted(FaultRecord fault, long nanos) {}

    /** A fault was repaired. */
    default void faultStopped(FaultRecord fault, long nanos) {}

    /** A planned fault was not tried. */
    default void faultSkipped(Timeline.Occurrence occurrence, String reason, long nanos) {}

    /** A dangerous moment came about. */
    default void momentHit(Moment moment, String detail, long nanos) {}

    /** How much has happened so far; some times in a virtual second. */
    default void progress(Traffic traffic, long nanos) {}
}
