package io.waybill.system;

/** Which library producers and consumers are made of. */
public enum ClientLibrary {
    /** The one that is usual where a plan runs: the official one against processes, ours in a simulated world. */
    USUAL("usual"),
    /** The library that the makers of the system publish. */
    OFFICIAL("official"),
    /** The reference client, whose every stage can be watched. It speaks Kafka's protocol. */
    REFERENCE("reference");

    private final String word;

    ClientLibrary(String word) {
        this.word = word;
    }

    /** Returns the word that plans and reports use. */
    public String word() {
        return word;
    }

    /** Returns this one, or {@code usual} where this leaves it open. */
    public ClientLibrary or(ClientLibrary usual) {
        return this == USUAL ? usual : this;
    }

    @Override
    public String toString() {
        return word;
    }
}
