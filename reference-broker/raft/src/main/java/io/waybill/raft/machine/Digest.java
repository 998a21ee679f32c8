package io.waybill.raft.machine;

import java.nio.ByteBuffer;

/** A running digest of bytes: fast, the same everywhere, no protection against somebody who forges. */
public final class Digest {

    private static final long PRIME = 0x9e3779b97f4a7c15L;
    private static final int FOLD = 29;

    private Digest() {}

    /** Returns the digest of what {@code before} is the digest of, followed by a number. */
    public static long of(long before, long number) {
        long mixed = (before ^ number) * PRIME;
        return mixed ^ (mixed >>> FOLD);
    }

    /** Returns the digest of what {@code before} is the digest of, followed by bytes, which stay as they are. */
    public static long of(long before, ByteBuffer bytes) {
        long digest = of(before, bytes.remaining());
        int at = bytes.position();
        int end = bytes.limit();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            digest = of(digest, bytes.getLong(at));
        }
        for (; at < end; at++) {
            digest = of(digest, bytes.get(at));
        }
        return digest;
    }
}
