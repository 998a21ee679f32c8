package io.waybill.simulator.disk;

/** What operations wait in: those of one file, or those of the folder, are done in the order they were asked for. */
final class Queue {
    private long lastDone;
    private boolean halted;
    private int waiting;
    private int handles;
    private long askedSize;

    /** Returns when the next operation is done that needs until {@code nanos}. */
    long enter(long nanos) {
        waiting++;
        lastDone = Math.max(lastDone, nanos);
        return lastDone;
    }

    /** Returns when the last operation that has entered is done. */
    long lastDone() {
        return lastDone;
    }

    void leave() {
        waiting--;
    }

    /** Returns whether nobody waits for anything. */
    boolean isIdle() {
        return waiting == 0;
    }

    void opened() {
        handles++;
    }

    void closed() {
        handles--;
    }

    /** Returns whether somebody has it open. */
    boolean isOpen() {
        return handles > 0;
    }

    /** Returns the size of the file with everything that was asked for. */
    long askedSize() {
        return askedSize;
    }

    void askedSize(long bytes) {
        askedSize = bytes;
    }

    /** Its process ended before an operation was done; returns whether it is done all the same. */
    boolean halt(boolean wanted) {
        halted |= !wanted;
        return !halted;
    }

    /** Everything of the process that ended was seen to. */
    void restart(long now, long size) {
        halted = false;
        lastDone = now;
        waiting = 0;
        handles = 0;
        askedSize = size;
    }
}
