package io.waybill.broker.metadata;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import java.util.List;

/** Told what changes; on the node's loop, once for each command or snapshot that changes something. */
@FunctionalInterface
public interface MetadataListener {

    /**
     * The metadata have changed. What a listener does must not change the machine.
     *
     * @param image as it is now
     * @param changes since the last call, in order, not empty
     */
    void changed(MetadataImage image, List<MetadataChange> changes);

    /**
     * A command was applied; {@link #changed} follows where it has changed something.
     *
     * @param image as it is now
     */
    default void applied(MetadataImage image, MetadataCommand command, CommandResult result) {}
}
