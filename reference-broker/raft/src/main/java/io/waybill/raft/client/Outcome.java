package io.waybill.raft.client;

import java.nio.ByteBuffer;
import java.util.function.Function;

/** How an operation ended, as far as the client knows. */
public sealed interface Outcome {

    /**
     * It took effect, or the read was answered.
     *
     * @param result what the machine answered; empty for changes of the quorum
     */
    record Ok(ByteBuffer result) implements Outcome {}

    /**
     * It certainly did not take effect and never will.
     *
     * @param reason why, in a few words
     */
    record Fail(String reason) implements Outcome {}

    /**
     * Nobody knows: it may have taken effect, or may still, or never.
     *
     * @param reason why, in a few words
     */
    record Info(String reason) implements Outcome {}

    /** Returns what the case that it is gives. */
    default <R> R match(Function<Ok, R> ok, Function<Fail, R> fail, Function<Info, R> info) {
        if (this instanceof Ok it) {
            return ok.apply(it);
        }
        return this instanceof Fail it ? fail.apply(it) : info.apply((Info) this);
    }
}
