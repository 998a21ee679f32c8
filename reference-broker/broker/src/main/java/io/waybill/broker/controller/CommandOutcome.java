package io.waybill.broker.controller;

import io.waybill.broker.metadata.command.CommandResult;
import java.util.function.Function;

/** How a command ended that was proposed to the quorum, as far as the proposing node knows. */
public sealed interface CommandOutcome {

    /** Returns what the case that it is gives. */
    <R> R match(Function<Applied, R> applied, Function<NotDone, R> notDone, Function<Unknown, R> unknown);

    /**
     * It is committed, and this node has applied it.
     *
     * @param result what the machine said, perhaps a refusal
     */
    record Applied(CommandResult result) implements CommandOutcome {
        @Override
        public <R> R match(Function<Applied, R> applied, Function<NotDone, R> notDone, Function<Unknown, R> unknown) {
            return applied.apply(this);
        }
    }

    /**
     * It is certainly not in the log and never will be: this node is not the active controller.
     *
     * @param reason why, in a few words
     */
    record NotDone(String reason) implements CommandOutcome {
        @Override
        public <R> R match(Function<Applied, R> applied, Function<NotDone, R> notDone, Function<Unknown, R> unknown) {
            return notDone.apply(this);
        }
    }

    /**
     * It may be carried out or not, or later: this node lost the leadership before it was committed.
     *
     * @param reason why, in a few words
     */
    record Unknown(String reason) implements CommandOutcome {
        @Override
        public <R> R match(Function<Applied, R> applied, Function<NotDone, R> notDone, Function<Unknown, R> unknown) {
            return unknown.apply(this);
        }
    }
}
