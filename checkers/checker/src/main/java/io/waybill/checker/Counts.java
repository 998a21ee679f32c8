package io.waybill.checker;

/**
 * How much there was to judge.
 *
 * @param sends all sends
 * @param acknowledged sends that were acknowledged
 * @param failed sends that certainly were not done
 * @param indeterminate sends of which nobody knows
 * @param deliveries records handed to consumers
 * @param transactions transactions begun
 * @param faults faults started
 */
public record Counts(
        long sends,
        long acknowledged,
        long failed,
        long indeterminate,
        long deliveries,
        long transactions,
        long faults) {}
