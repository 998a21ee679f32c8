package io.waybill.simulator.probe;

/** A node stated what did not hold; it goes no further. */
public final class ProbeViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String detail;

    ProbeViolation(String id, String detail) {
        super(id + ": " + detail);
        this.id = id;
        this.detail = detail;
    }

    /** Returns what should have held. */
    public String id() {
        return id;
    }

    /** Returns what was found instead. */
    public String detail() {
        return detail;
    }
}
