package io.waybill.checker.log;

import java.util.Collection;

/**
 * A quick answer to whether a message may be one of a few: wrong now and then where it says yes, never where it says
 * no. Of millions of rows nearly none is wanted, and making a key of each would cost more than reading it.
 */
final class Wanted {

    private static final int LEAST_BITS = 10;
    private static final int BITS_EACH = 5;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] bits;
    private final int shift;

    Wanted(Collection<MessageKey> messages) {
        int size = LEAST_BITS;
        while (1L << size < (long) messages.size() << BITS_EACH) {
            size++;
        }
        bits = new long[1 << (size - 6)];
        shift = Long.SIZE - size;
        for (MessageKey message : messages) {
            int bit = bit(message.session(), message.sequence());
            bits[bit >> 6] |= 1L << bit;
        }
    }

    /** Returns false only where a message is none of them. */
    boolean mayBe(int session, long sequence) {
        int bit = bit(session, sequence);
        return (bits[bit >> 6] & (1L << bit)) != 0;
    }

    private int bit(int session, long sequence) {
        return (int) (((sequence * MIX + session) * MIX) >>> shift);
    }
}
