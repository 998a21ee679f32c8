package io.waybill.broker.controller;

import io.waybill.broker.metadata.MetadataMachine;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.ResultCodec;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.function.Consumer;

/**
 * Tries commands on a copy of the metadata, for requests that are to be validated only: the rules themselves say what
 * they would do, so the two can never differ. Copying costs as much as a snapshot.
 */
final class Rehearsal {

    private final MetadataMachine copy;

    Rehearsal(MetadataMachine machine, MetadataMutants mutants) {
        copy = new MetadataMachine(mutants);
        copy.restore(machine.snapshot());
    }

    /** Returns what the machine would say after those that were tried before. */
    CommandResult tryOut(MetadataCommand command) {
        return ResultCodec.decode(copy.apply(copy.image().version() + 1, CommandCodec.encode(command)));
    }

    /** The same, told as if it had been done. */
    void execute(MetadataCommand command, Consumer<CommandOutcome> done) {
        done.accept(new CommandOutcome.Applied(tryOut(command)));
    }
}
