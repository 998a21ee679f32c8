package io.waybill.toxiproxy.toxic;

/**
 * How much is held back in all connections together. Used on one thread.
 *
 * <p>Beyond the limit each stage still holds a little, so that every connection gets on, and no more.
 */
public final class HeldMemory {

    private final long mostBytes;
    private long bytes;

    /** Returns a memory of which nothing is used. */
    public HeldMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Returns how many bytes are held back. */
    public long bytes() {
        return bytes;
    }

    boolean isScarce() {
        return bytes >= mostBytes;
    }

    void add(long more) {
        bytes += more;
    }
}
