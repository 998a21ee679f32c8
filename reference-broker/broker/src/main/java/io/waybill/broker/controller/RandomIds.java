package io.waybill.broker.controller;

import io.waybill.environment.Randomness;
import java.util.UUID;

/** Ids that nobody else has: 122 random bits (RFC 9562, version 4). */
public final class RandomIds {

    private static final long VERSION_BITS = 0xf000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RandomIds() {}

    /** Returns the next id of a stream. */
    public static UUID next(Randomness randomness) {
        long high = (randomness.nextLong() & ~VERSION_BITS) | VERSION_4;
        long low = (randomness.nextLong() & ~VARIANT_BITS) | VARIANT;
        return new UUID(high, low);
    }
}
