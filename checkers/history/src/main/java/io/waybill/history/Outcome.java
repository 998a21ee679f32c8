package io.waybill.history;

import java.util.function.Function;

/**
 * What is known of an operation's effect.
 *
 * <p>{@code fail} is a trust boundary: it is recorded only where an error certainly means that nothing happened and
 * nothing will. Whatever is in doubt is {@code info}.
 */
public sealed interface Outcome {

    /** It took effect as reported, at one point between invocation and completion. */
    record Ok() implements Outcome {
        private static final Ok ONLY = new Ok();
    }

    /**
     * It certainly did not take effect and never will.
     *
     * @param reason the error that proves it, shown in every finding that relies on it
     */
    record Fail(String reason) implements Outcome {}

    /**
     * Nobody knows: it may take effect at any time after its invocation, even after the run, or never.
     *
     * @param reason why nobody knows, for example {@code no reply within 30 s}
     */
    record Info(String reason) implements Outcome {}

    /** Returns an outcome that says: it took effect. */
    static Outcome ok() {
        return Ok.ONLY;
    }

    /** Returns an outcome that says: certainly not done, because of {@code reason}. */
    static Outcome fail(String reason) {
        return new Fail(reason);
    }

    /** Returns an outcome that says: nobody knows, because of {@code reason}. */
    static Outcome info(String reason) {
        return new Info(reason);
    }

    /**
     * Applies the function of this outcome's case. A new case would change this signature, so no caller can miss it.
     */
    default <R> R match(Function<Ok, R> ok, Function<Fail, R> fail, Function<Info, R> info) {
        if (this instanceof Ok o) {
            return ok.apply(o);
        }
        return this instanceof Fail f ? fail.apply(f) : info.apply((Info) this);
    }

    /** Returns whether it took effect. */
    default boolean isOk() {
        return this instanceof Ok;
    }

    /** Returns whether it certainly did not take effect. */
    default boolean isFail() {
        return this instanceof Fail;
    }

    /** Returns whether nobody knows. */
    default boolean isInfo() {
        return this instanceof Info;
    }

    /** Returns the reason of a {@code fail} or {@code info}, or an empty text. */
    default String reason() {
        return match(ok -> "", Fail::reason, Info::reason);
    }

    /** Returns the word that files and reports use: {@code ok}, {@code fail} or {@code info}. */
    default String word() {
        return match(ok -> "ok", fail -> "fail", info -> "info");
    }
}
