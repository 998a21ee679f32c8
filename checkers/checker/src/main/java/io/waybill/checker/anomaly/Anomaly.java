package io.waybill.checker.anomaly;

import io.waybill.history.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A proven breach, with the smallest set of operations that prove it.
 *
 * <p>Data first: whoever renders it has the events themselves; {@link #contradiction} is the one sentence in which the
 * steps end.
 */
public interface Anomaly {

    /** Returns which anomaly this is. */
    AnomalyKind kind();

    /** Returns the message it is about, or empty where it is about none in particular. */
    Optional<MessageId> message();

    /** Returns the operations that together contradict the claim, in the order of their times. */
    List<Step> proof();

    /** Returns why the steps of the proof cannot all be true of a broker that keeps its promise. */
    String contradiction(Names names);
}
