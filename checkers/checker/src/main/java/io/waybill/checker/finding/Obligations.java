package io.waybill.checker.finding;

/**
 * Where the acknowledged messages of a scope ended: each in exactly one of four states, so that nothing is forgotten.
 *
 * @param scope the group or consumer to which they had to be delivered
 * @param acknowledged how many messages were acknowledged in the partitions that the scope read
 * @param discharged delivered as promised
 * @param violated certainly not as promised
 * @param open not decided by what was seen: nobody read that far, or the history is torn
 * @param excused what the claim assumes was not given there, for example below the start of the log
 */
public record Obligations(String scope, long acknowledged, long discharged, long violated, long open, long excused) {
    public Obligations {
        if (discharged + violated + open + excused != acknowledged) {
            throw new IllegalStateException("the obligations of " + scope + " do not sum up: " + discharged
                    + " discharged + " + violated + " violated + " + open + " open + " + excused + " excused is not "
                    + acknowledged + " acknowledged; this is a defect of the checker, and no verdict of it counts");
        }
    }
}
