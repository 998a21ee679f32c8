package io.waybill.broker.metadata.controller;

import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataError;
import java.util.List;

/**
 * What the controller says to a heartbeat.
 *
 * @param error why it does not count, {@link MetadataError#NONE} where it does
 * @param caughtUp whether the broker has applied its own registration
 * @param fenced whether it is fenced
 * @param shutDown whether it may stop now
 * @param commands what is to be proposed to the quorum because of it
 */
public record HeartbeatAnswer(
        MetadataError error, boolean caughtUp, boolean fenced, boolean shutDown, List<MetadataCommand> commands) {

    /** Copies its list. */
    public HeartbeatAnswer {
        commands = List.copyOf(commands);
    }

    static HeartbeatAnswer refused(MetadataError error) {
        return new HeartbeatAnswer(error, false, true, false, List.of());
    }
}
