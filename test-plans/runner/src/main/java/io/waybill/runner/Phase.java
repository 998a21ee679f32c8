package io.waybill.runner;

/** A phase of one configuration, in the order in which they come. */
public enum Phase {
    /** The cluster starts. */
    START("start"),
    /** Clients work, nothing breaks. */
    WARM_UP("warm-up"),
    /** Clients work, the nemesis too. */
    STORM("storm"),
    /** Everything is healed, clients go on. */
    CALM("calm"),
    /** Nothing is sent any more; answers are awaited and everything is read to the end. */
    DRAIN("drain"),
    /** The stored history is judged. */
    JUDGE("judge");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** Returns its name as histories and reports write it. */
    public String word() {
        return word;
    }
}
