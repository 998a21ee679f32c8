package io.waybill.broker.metadata.settings;

/**
 * A flaw of the metadata's decisions that is planted on purpose, to show that the checks can see it. Each stands
 * exactly where the real check is, and all are off unless the settings name them.
 */
public enum MetadataMutant {
    /**
     * A change of the in-sync replicas is taken although the partition has changed since it was proposed. Who may not
     * be in sync is refused all the same, which masks it: see {@link #C1_ELIGIBLE}.
     */
    C1("C1", "the partition epoch of a proposed change is not compared", "none alone: who may join is checked again"),
    /**
     * Of a proposal of an older partition epoch nobody looks who may join, since it is refused anyway. With {@link #C1}
     * nobody looks at all.
     */
    C1_ELIGIBLE("C1V", "who may join by an outdated proposal is not checked; unmasks C1", "the ISR is not sound"),
    /** A leader that starts anew goes on in the epoch of its former life, perhaps with a shorter log. */
    C2("C2", "no leader epoch begins when a leader registers anew", "DIVERGE"),
    /**
     * What a deposed controller decided still counts. The order of the quorum's log masks it: what it decided stands
     * before its successor's activation, or nowhere. See {@link #C3_AGAIN}.
     */
    C3("C3", "the epoch of the controller that decided is not compared", "none alone: the log has an order"),
    /**
     * What a controller had under way when it was deposed it proposes again when it is back, in the epoch in which it
     * decided. With {@link #C3} nobody sees that others have decided since.
     */
    C3_AGAIN("C3V", "a controller that is back proposes again what it had decided; unmasks C3", "a stale decision"),
    /** A fenced broker keeps its place among the in-sync replicas. */
    C4("C4", "a fenced broker stays in the ISR", "STUCK-HW or LOST"),
    /** A broker acts on metadata that was meant for its former life. */
    C5("C5", "a broker acts on metadata from before its registration", "DIVERGE"),
    /** Whoever is alive may lead, whatever it has. */
    R7("R7", "any live replica is elected", "LOST");

    private final String id;
    private final String description;
    private final String expected;

    MetadataMutant(String id, String description, String expected) {
        this.id = id;
        this.description = description;
        this.expected = expected;
    }

    /** Returns the name that it is switched on by. */
    public String id() {
        return id;
    }

    /** Returns what is wrong, in one line. */
    public String description() {
        return description;
    }

    /** Returns the anomaly that must expose it. */
    public String expected() {
        return expected;
    }
}
