package io.waybill.client.config;

/**
 * A planted flaw of a client, to prove that the broker is not blamed for it. Each is asked for at the one place where
 * the real check stands; none is on unless the settings say so.
 */
public enum ClientMutant {
    /** A batch that was given up is reported as failed although it may have been appended. */
    K1("K1", "a timeout counts as a failure, although nobody knows", "false ABORTED"),
    /** A batch whose answer was lost is sent again without its sequence. */
    K2("K2", "a retry after a lost answer has no sequence", "DUP"),
    /** A new producer id is taken and everything sent again under it while old requests are under way. */
    K3("K3", "a new producer id is taken while old requests are under way", "DUP"),
    /**
     * A batch that a broker finds out of order is sent again with a new sequence even where it may be appended, as if
     * no broker ever forgot a producer.
     */
    K4("K4", "what is out of order is sent again although it may be appended", "DUP, with I2 or I6");

    private final String id;
    private final String description;
    private final String expected;

    ClientMutant(String id, String description, String expected) {
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
