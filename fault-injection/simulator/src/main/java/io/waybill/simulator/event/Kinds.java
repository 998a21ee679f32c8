package io.waybill.simulator.event;

/** The numbers of all kinds of events, for the hash. */
public final class Kinds {

    /** Tasks: this and the next two. */
    public static final int TASK = 1;

    /** A timer. */
    public static final int TIMER = 4;

    /** What the harness does. */
    public static final int HARNESS = 5;

    /** What a machine undergoes. */
    public static final int MACHINE = 6;

    /** A frame is handed over. */
    public static final int FRAME = 16;

    /** A connection is asked for, opened, ended, or has room: this and the next seven. */
    public static final int CONNECTION = 17;

    /** A disk has done something: this and the next nine. */
    public static final int DISK = 32;

    private Kinds() {}
}
