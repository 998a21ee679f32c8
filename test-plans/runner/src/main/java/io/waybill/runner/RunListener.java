package io.waybill.runner;

import io.waybill.checker.online.EarlyFinding;
import io.waybill.fault.FaultRecord;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import java.time.Duration;

/**
 * Is told how a run goes, for whoever watches. Calls come one at a time, from any thread, and must be quick. What it
 * throws ends the run. Every method does nothing unless it is overridden.
 */
public interface RunListener {

    /** The run begins. */
    default void runStarted(RunStart start) {}

    /**
     * A configuration begins.
     *
     * @param index from 0, among all configurations of the plan, controls last
     * @param control whether it is one that must break
     */
    default void configurationStarted(Configuration configuration, int index, boolean control) {}

    /** Something takes long: what, in one line. */
    default void waiting(String what) {}

    /** The cluster is ready. */
    default void clusterReady(String description, Duration took) {}

    /**
     * A phase begins.
     *
     * @param atMost how long it lasts, or for {@link Phase#START} and {@link Phase#DRAIN} may last at most
     */
    default void phaseStarted(Phase phase, Duration atMost) {}

    /** Five times a second, while clients are there. */
    default void progress(Progress progress) {}

    /** A fault has taken effect. */
    default void faultStarted(FaultNotice fault) {}

    /** A fault was repaired. */
    default void faultStopped(FaultNotice fault) {}

    /** A planned fault was not tried. */
    default void faultSkipped(String fault, String reason, Duration at) {}

    /** A moment came about that the run was after. */
    default void momentHit(Moment moment, String detail, Duration at) {}

    /** A violation of a kind that this configuration had not shown yet: the final judgement will find it as well. */
    default void confirmed(Confirmation confirmation) {}

    /** A configuration was judged. */
    default void configurationFinished(ConfigurationResult result) {}

    /** The run ended, one way or another. */
    default void runFinished(RunResult result) {}

    /**
     * A violation that was confirmed before the history ended.
     *
     * @param sentence what was seen, in one line
     */
    record Confirmation(EarlyFinding finding, String sentence) {}

    /**
     * A fault that began or ended.
     *
     * @param id dense from 0 within the configuration
     * @param kind {@code kill}
     * @param named the victim as the plan names it: {@code leader of orders-0}
     * @param resolved the victim as it was found: {@code n1}
     * @param at the time on the history's clock
     */
    record FaultNotice(int id, String kind, String named, String resolved, Duration at) {

        /** Returns the notice of a fault that began or ended so long after the beginning of the history. */
        public static FaultNotice of(FaultRecord fault, long nanos) {
            return new FaultNotice(
                    fault.id(),
                    fault.fault().kind(),
                    fault.fault().target(),
                    String.join(", ", fault.resolvedNames()),
                    Duration.ofNanos(nanos));
        }
    }
}
