package io.waybill.history;

/** The names of the {@link Event.Attribute attributes} that the product itself writes or understands. */
public final class Attributes {

    /** The run's id. */
    public static final String RUN = "run";

    /** The plan's name. */
    public static final String PLAN = "plan";

    /** The configuration of the plan that this history was recorded under. */
    public static final String CONFIGURATION = "configuration";

    /** The seed, as {@code 0x…}. */
    public static final String SEED = "seed";

    /** The system under test and its version, for example {@code kafka 4.4.0}. */
    public static final String SYSTEM = "system";

    /** {@code true} where the system is allowed to lose the unreplicated tail: unclean election is configured. */
    public static final String UNCLEAN_ELECTION = "unclean-election";

    /** {@code true} where the harness says that it read everything to the end after the last fault was healed. */
    public static final String DRAINED = "drained";

    /** After how many milliseconds the broker itself ends a transaction that its producer leaves open. */
    public static final String TRANSACTION_TIMEOUT_MS = "transaction-timeout-ms";

    /** After how many milliseconds a queue hands out again what its holder has not settled. */
    public static final String VISIBILITY_TIMEOUT_MS = "visibility-timeout-ms";

    /** Where an imported history came from, for example {@code jepsen-edn}. */
    public static final String IMPORTED_FROM = "imported-from";

    private Attributes() {}
}
