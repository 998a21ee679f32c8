package io.waybill.system;

import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.util.function.Function;

/** What a producer was told about one message. */
public sealed interface SendOutcome {

    /**
     * The broker acknowledged it.
     *
     * @param offset where it stands; {@link Event#NO_OFFSET} where the broker did not say
     */
    record Ok(long offset) implements SendOutcome {}

    /**
     * It was certainly not appended and never will be.
     *
     * @param error the client's error, as a name: {@code RecordTooLargeException}
     * @param reason why that error proves it
     */
    record Fail(String error, String reason) implements SendOutcome {}

    /**
     * Nobody knows whether it was or will be appended.
     *
     * @param error the client's error, as a name
     * @param reason why it proves nothing
     */
    record Info(String error, String reason) implements SendOutcome {}

    /** Returns that nobody will learn of it: the client's process ended. */
    static SendOutcome clientEnded() {
        return new Info("ClientEnded", "the client ended before the answer");
    }

    /**
     * Returns what this says of a message that an earlier session had sent too, without hearing an answer: that it is
     * refused now does not show that it is not in the log.
     */
    default SendOutcome afterAnother() {
        return this instanceof Fail fail
                ? new Info(fail.error(), fail.reason() + "; but an earlier session had sent it too")
                : this;
    }

    /** Applies the function of this outcome's case. */
    default <R> R match(Function<Ok, R> ok, Function<Fail, R> fail, Function<Info, R> info) {
        if (this instanceof Ok o) {
            return ok.apply(o);
        }
        return this instanceof Fail f ? fail.apply(f) : info.apply((Info) this);
    }

    /** Returns the outcome as a history records it. */
    default Outcome toOutcome() {
        return match(
                ok -> Outcome.ok(),
                fail -> Outcome.fail(fail.error() + ": " + fail.reason()),
                info -> Outcome.info(info.error() + ": " + info.reason()));
    }

    /** Returns the offset, or {@link Event#NO_OFFSET} where there is none. */
    default long offset() {
        return match(Ok::offset, fail -> Event.NO_OFFSET, info -> Event.NO_OFFSET);
    }
}
