package io.waybill.runner;

import java.util.function.Function;

/** How a configuration ended. */
sealed interface Ending {

    /** It was judged; {@code calledOff} where its storm or its drain was cut short. */
    record Judged(ConfigurationResult result, boolean calledOff) implements Ending {}

    /** It was called off before there was anything to judge. */
    record CalledOff() implements Ending {}

    /** The harness failed. */
    record Failed(RunFailed failure) implements Ending {}

    /** Applies the function of this ending's case. */
    default <R> R match(Function<Judged, R> judged, Function<CalledOff, R> calledOff, Function<Failed, R> failed) {
        if (this instanceof Judged j) {
            return judged.apply(j);
        }
        return this instanceof CalledOff c ? calledOff.apply(c) : failed.apply((Failed) this);
    }
}
