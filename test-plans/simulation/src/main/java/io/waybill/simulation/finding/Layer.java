package io.waybill.simulation.finding;

/** Who noticed that something is wrong. */
public enum Layer {
    /** An invariant that was checked from outside, with eyes that no client has. */
    INVARIANT("invariant"),
    /** A node that stated what must always hold, and saw that it did not. */
    PROBE("probe"),
    /** A client: the history of what clients saw contradicts a claim. */
    ANOMALY("anomaly"),
    /** The clock: on a healed core nothing went on. */
    LIVENESS("liveness"),
    /** A node that crashed although nothing had befallen it that explains it. */
    CRASH("crash");

    private final String word;

    Layer(String word) {
        this.word = word;
    }

    /** Returns the word that files and reports use. */
    public String word() {
        return word;
    }
}
