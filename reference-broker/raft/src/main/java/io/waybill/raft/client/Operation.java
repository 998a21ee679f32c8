package io.waybill.raft.client;

import java.util.function.Consumer;
import java.util.function.LongFunction;

/** An operation of a client that has not ended. */
final class Operation {

    /** What may be done where it is not known whether it was begun. */
    enum Repeat {
        /** It takes effect once at most, however often it is sent. */
        SAFE,
        /** It has no effect. */
        HARMLESS,
        /** It must not be sent again. */
        NEVER
    }

    private final LongFunction<ClientRequest> request;
    private final Consumer<Outcome> done;
    final Repeat repeat;
    final long deadlineNanos;

    /** Whether a member may have begun it without saying how it ended. */
    boolean mayHaveHappened;

    Operation(LongFunction<ClientRequest> request, Repeat repeat, long deadlineNanos, Consumer<Outcome> done) {
        this.request = request;
        this.repeat = repeat;
        this.deadlineNanos = deadlineNanos;
        this.done = done;
    }

    ClientRequest request(long id) {
        return request.apply(id);
    }

    void end(Outcome outcome) {
        done.accept(outcome);
    }

    /** Returns how it ends where nothing more is heard of it. */
    Outcome givenUp(String reason) {
        // A read that nobody answered has certainly done nothing.
        return mayHaveHappened && repeat != Repeat.HARMLESS ? new Outcome.Info(reason) : new Outcome.Fail(reason);
    }
}
