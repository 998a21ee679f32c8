package io.waybill.raft.entry;

/** What an entry of the log is for. */
public enum EntryKind {
    /** Nothing: a leader's first entry, which makes the entries before it committable. */
    NOTHING(0),
    /** A command for the machine. */
    COMMAND(1),
    /** The members from here on. */
    MEMBERSHIP(2);

    private final int code;

    EntryKind(int code) {
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
    public static EntryKind of(int code) {
        return switch (code) {
            case 0 -> NOTHING;
            case 1 -> COMMAND;
            case 2 -> MEMBERSHIP;
            default -> throw new IllegalArgumentException("kind of an entry must be 0 to 2, was " + code);
        };
    }
}
