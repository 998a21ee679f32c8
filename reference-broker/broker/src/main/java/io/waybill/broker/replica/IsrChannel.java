package io.waybill.broker.replica;

import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataError;
import java.util.function.Consumer;

/** The way of a leader's proposals to the active controller. */
public interface IsrChannel {

    /**
     * Proposes in-sync replicas to whoever is the active controller, as often as it takes. Ends in any case, perhaps
     * only when this broker's life does.
     *
     * @param done is told {@link MetadataError#NONE} where it was taken: the new state then comes, or has come, with
     *     the metadata, and only that counts. Else why it was not: the leader looks at its image and may propose anew
     */
    void propose(IsrProposal proposal, Consumer<MetadataError> done);
}
