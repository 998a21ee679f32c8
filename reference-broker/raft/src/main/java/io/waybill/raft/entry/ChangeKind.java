package io.waybill.raft.entry;

/** How the membership is to change, by one node. */
public enum ChangeKind {
    /** The node catches up as a learner and then becomes a voter. */
    ADD_VOTER(0),
    /** The node follows and never counts. */
    ADD_OBSERVER(1),
    /** The node is no member any more. */
    REMOVE(2);

    private final int code;

    ChangeKind(int code) {
        this.code = code;
    }

    /** Returns the number that stands for it in bytes; never changes. */
    public int code() {
        return code;
    }

    /**
     * Returns the kind of a number.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static ChangeKind of(int code) {
        return switch (code) {
            case 0 -> ADD_VOTER;
            case 1 -> ADD_OBSERVER;
            case 2 -> REMOVE;
            default -> throw new IllegalArgumentException("kind of a change must be 0 to 2, was " + code);
        };
    }
}
