package io.waybill.history;

/**
 * Is shown a whole history in the order in which it was recorded.
 *
 * <p>The columns are valid only during the call.
 */
public interface HistoryVisitor {

    /** Is shown sends of one session to one partition. */
    void sends(SendColumns sends);

    /** Is shown deliveries to one consumer from one partition. */
    void deliveries(DeliveryColumns deliveries);

    /** Is shown any other event. */
    void event(Event event);
}
