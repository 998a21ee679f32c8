package io.waybill.runner.toy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a toy cluster. Switched on by the setting {@value #SETTING}. */
public enum Flaw {
    /** Nothing. */
    NONE,
    /** The node that is elected after a leader's death has forgotten the last messages. */
    FORGETS_THE_TAIL,
    /** Now and then a message is appended twice. */
    APPENDS_TWICE,
    /** Now and then a message is appended after the next one of its producer. */
    REORDERS,
    /** Now and then a message is appended that nobody sent. */
    INVENTS,
    /** Now and then a byte of a message changes. */
    CORRUPTS,
    /** Now and then a consumer is not handed a message. */
    SKIPS,
    /** Now and then an appended message is reported as certainly not appended. */
    DENIES,
    /** Consumers are handed nothing at all. */
    DELIVERS_NOTHING,
    /** Nothing is ever acknowledged. */
    ACKNOWLEDGES_NOTHING,
    /** Its nodes cannot be restarted, as if it had been closed by others. */
    DOES_NOT_RESTART,
    /** Consumers are never shown the last messages, and those are gone when nothing is sent any more. */
    CUTS_BACK_AT_THE_END,
    /** No flaw: consumers are shown the last messages a while after all replicas agree. */
    SHOWS_LATE,
    /** Its replicas never agree again. */
    NEVER_WHOLE,
    /** It does not start. */
    DOES_NOT_START,
    /** Its producer breaks its contract: it throws. */
    PRODUCER_THROWS,
    /** Its consumer breaks its contract: it throws. */
    CONSUMER_THROWS;

    /** The name of the cluster's setting. */
    public static final String SETTING = "flaw";

    /** Returns the setting that switches this flaw on. */
    public Map<String, String> setting() {
        return Map.of(SETTING, name().toLowerCase(Locale.ROOT));
    }

    static Flaw of(Map<String, String> settings) {
        String name = settings.getOrDefault(SETTING, NONE.name()).toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(flaw -> flaw.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown flaw \"" + name + "\""));
    }
}
