package io.waybill.rpc;

import io.waybill.wire.message.Response;
import java.util.function.Function;

/** How a request ended, as far as who asked knows. */
public sealed interface RpcOutcome {

    /** Returns what the case that it is gives. */
    <R> R match(Function<Answered, R> answered, Function<Lost, R> lost, Function<NotSent, R> notSent);

    /**
     * It was answered.
     *
     * @param response what was answered, in its own words an error perhaps
     * @param version the version in which was asked and answered
     */
    record Answered(Response response, int version) implements RpcOutcome {
        @Override
        public <R> R match(Function<Answered, R> answered, Function<Lost, R> lost, Function<NotSent, R> notSent) {
            return answered.apply(this);
        }
    }

    /**
     * It was sent and no answer came: nobody knows whether it was acted upon, or still will be.
     *
     * @param reason why, in a few words
     */
    record Lost(String reason) implements RpcOutcome {
        @Override
        public <R> R match(Function<Answered, R> answered, Function<Lost, R> lost, Function<NotSent, R> notSent) {
            return lost.apply(this);
        }
    }

    /**
     * It certainly never left.
     *
     * @param reason why, in a few words
     */
    record NotSent(String reason) implements RpcOutcome {
        @Override
        public <R> R match(Function<Answered, R> answered, Function<Lost, R> lost, Function<NotSent, R> notSent) {
            return notSent.apply(this);
        }
    }
}
