package io.waybill.simulation.cluster;

/** A part of a run. */
public enum ClusterPhase {
    /** Nodes start and topics are made. */
    START("start"),
    /** Clients work, nothing breaks. */
    WARM_UP("warm-up"),
    /** Faults happen. */
    STORM("storm"),
    /** What must go on does. */
    CALM("calm"),
    /** Nothing is sent any more, everything is read. */
    DRAIN("drain");

    private final String word;

    ClusterPhase(String word) {
        this.word = word;
    }

    /** Returns the word that histories and reports use. */
    public String word() {
        return word;
    }
}
