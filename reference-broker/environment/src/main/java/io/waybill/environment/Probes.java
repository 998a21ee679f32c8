package io.waybill.environment;

import java.util.function.Supplier;

/**
 * Where a node tells what it noticed of itself. In production nearly nothing happens there; in simulation a broken
 * {@link #always} is an anomaly even where no client can see it, a {@link Sometimes} that no run of a campaign hits
 * says that the campaign does not test what it should, and a {@link Buggify} makes legal but rare behaviour frequent.
 *
 * <p>Ids are sentences without a verb's tense, dense in meaning and the same in every run: {@code follower truncates
 * its log}. Get the objects once, when a node is built; calling them is cheap.
 */
public interface Probes {

    /**
     * States what must hold. Where it does not, the node crashes: nothing it does from here on could be trusted. May
     * then end the callback by an exception, which must not be caught.
     *
     * @param detail what was found instead; asked for only where it does not hold
     */
    void always(boolean holds, String id, Supplier<String> detail);

    /** Returns the probe of something that must happen in at least one run of a campaign. */
    Sometimes sometimes(String id);

    /** Returns a switch that turns a rare but legal behaviour on now and then. */
    Buggify buggify(String id);

    /** Something that must happen sometimes. */
    interface Sometimes {

        /** It happened. */
        void hit();
    }

    /** A switch that is off outside simulation. */
    interface Buggify {

        /** Returns whether to behave in the rare way this time. Always false outside simulation. */
        boolean fires();
    }
}
