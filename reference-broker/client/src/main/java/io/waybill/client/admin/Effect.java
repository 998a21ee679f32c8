package io.waybill.client.admin;

import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.Request;

/**
 * What it does to a cluster when a request is carried out, and what it does when it is carried out again: a request
 * whose answer was lost may arrive much later than one that was sent after it.
 */
enum Effect {
    /** It changes nothing, so it is asked again as often as there is time. */
    QUESTION,
    /** However often and however late it is carried out, it is as if it was once. So it is asked again. */
    SAME_AGAIN,
    /**
     * Carried out late it undoes what came after it. Where nobody knows whether it was carried out it is not asked
     * again: an answer to the second would hide that the first may be still to come.
     */
    ONCE;

    /** Returns the effect of a request. */
    static Effect of(Request request) {
        if (request instanceof CreateTopicsRequest
                || request instanceof CreatePartitionsRequest
                || request instanceof IncrementalAlterConfigsRequest) {
            return ONCE;
        } else if (request instanceof DeleteTopicsRequest deletion) {
            // Nothing else ever bears the same id; a name may be given anew.
            return repeatable(deletion.topics().stream().allMatch(topic -> topic.topic() == null));
        } else if (request instanceof DeleteRecordsRequest deletion) {
            // What is meant by -1 depends on when it arrives.
            return repeatable(deletion.topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.offset() >= 0));
        } else if (request instanceof ElectLeadersRequest election) {
            return repeatable(election.electionType() == Election.PREFERRED.code());
        }
        return QUESTION;
    }

    private static Effect repeatable(boolean isSame) {
        return isSame ? SAME_AGAIN : ONCE;
    }
}
