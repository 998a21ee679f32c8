package io.waybill.workload;

/**
 * How much has happened so far.
 *
 * @param sent sends invoked
 * @param acknowledged sends that took effect
 * @param failed sends that certainly did not
 * @param noReply sends of which nobody knows
 * @param unanswered sends that are still under way
 * @param notInvoked messages that were due and could not be sent in time; they are not part of the history
 * @param delivered records handed to consumers
 * @param failedPolls polls that ended with an error
 */
public record Traffic(
        long sent,
        long acknowledged,
        long failed,
        long noReply,
        long unanswered,
        long notInvoked,
        long delivered,
        long failedPolls) {

    /** Returns the count of nothing. */
    public static Traffic none() {
        return new Traffic(0, 0, 0, 0, 0, 0, 0, 0);
    }
}
