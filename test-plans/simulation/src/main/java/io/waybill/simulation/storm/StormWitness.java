package io.waybill.simulation.storm;

import io.waybill.fault.FaultRecord;
import io.waybill.fault.Timeline;

/** Is told what breaks, as it does; the times of a fault are those of the world. */
public interface StormWitness {

    /** A fault has taken or altered what a node had on disk: what it had promised is off. */
    void harmed(int node);

    /** A fault has taken effect, which takes no time here. */
    default void started(FaultRecord fault) {}

    /** A fault was repaired. */
    default void stopped(FaultRecord fault) {}

    /** A planned fault was not tried. */
    default void skipped(Timeline.Occurrence occurrence, String reason) {}
}
