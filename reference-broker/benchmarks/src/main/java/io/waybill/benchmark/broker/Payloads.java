package io.waybill.benchmark.broker;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Values as applications send them: text in which names repeat and figures differ, so that a batch of them is
 * compressed to about half. The same in every session.
 */
final class Payloads {

    private static final int KINDS = 1 << 10;
    private static final long SEED = 20_260_101;
    private static final String[] NAMES = {"order", "customer", "amount", "currency", "placedAt", "warehouse", "status"
    };

    private final byte[][] values = new byte[KINDS][];

    Payloads(int sizeBytes) {
        var random = new SplittableRandom(SEED);
        for (int kind = 0; kind < KINDS; kind++) {
            values[kind] = value(random, sizeBytes);
        }
    }

    /** Returns the value of a record; it must not be changed. */
    byte[] get(int record) {
        return values[record & (KINDS - 1)];
    }

    private static byte[] value(SplittableRandom random, int sizeBytes) {
        var text = new StringBuilder(sizeBytes + 2 * Long.BYTES);
        for (int field = 0; text.length() < sizeBytes; field++) {
            text.append('"').append(NAMES[field % NAMES.length]).append("\":\"");
            text.append(Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX))
                    .append("\",");
        }
        text.setLength(sizeBytes);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
