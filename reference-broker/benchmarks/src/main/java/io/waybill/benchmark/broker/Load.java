package io.waybill.benchmark.broker;

import java.util.Locale;

/**
 * Work for a broker.
 *
 * @param kind what is done
 * @param sizeBytes of each record's value; records have no keys
 * @param partitions of the topic, 1 or more
 * @param acks the producer's; with {@code all} it is idempotent, as the client's defaults have it
 * @param compression the producer's
 * @param isFlushed whether the topic's log is flushed to the disk with every message, instead of never
 * @param count of records
 */
record Load(
        Kind kind, int sizeBytes, int partitions, Acks acks, Compression compression, boolean isFlushed, int count) {

    /** Records a second at which latency is measured. */
    static final int RATE = 1_000;

    private static final int KIB = 1024;

    /** What is done. */
    enum Kind {
        /** Records are sent as fast as the broker takes them. */
        PRODUCE,
        /** A topic is read from its start. */
        CONSUME,
        /** Records are sent at a fixed rate, and each is awaited at a consumer. */
        LATENCY
    }

    /** Whose acknowledgement a producer waits for. */
    enum Acks {
        /** The leader's. */
        ONE("1"),
        /** That of all in-sync replicas. */
        ALL("all");

        private final String value;

        Acks(String value) {
            this.value = value;
        }

        /** Returns it as the client writes it. */
        String value() {
            return value;
        }
    }

    /** How a producer compresses batches. */
    enum Compression {
        NONE,
        LZ4;

        /** Returns it as the client writes it. */
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Load produce(int sizeBytes, int partitions, Acks acks, Compression compression, int count) {
        return new Load(Kind.PRODUCE, sizeBytes, partitions, acks, compression, false, count);
    }

    static Load consume(int sizeBytes, int partitions, Compression compression, int count) {
        return new Load(Kind.CONSUME, sizeBytes, partitions, Acks.ALL, compression, false, count);
    }

    static Load latency(Acks acks, int count) {
        return new Load(Kind.LATENCY, 100, 1, acks, Compression.NONE, false, count);
    }

    /** Returns it with a log that is flushed with every message. */
    Load flushed() {
        return new Load(kind, sizeBytes, partitions, acks, compression, true, count);
    }

    /** Returns it with another number of records. */
    Load of(int records) {
        return new Load(kind, sizeBytes, partitions, acks, compression, isFlushed, records);
    }

    /** Returns what people call it; no two of a session have the same name. */
    String name() {
        String size = sizeBytes % KIB == 0 ? sizeBytes / KIB + " KiB" : sizeBytes + " B";
        String where = partitions == 1 ? "1 partition" : partitions + " partitions";
        String packed = compression == Compression.NONE ? "" : ", " + compression.value();
        String flush = isFlushed ? ", each flushed" : "";
        return switch (kind) {
            case PRODUCE -> "produce " + size + ", acks=" + acks.value() + ", " + where + packed + flush;
            case CONSUME -> "consume " + size + ", " + where + packed;
            case LATENCY -> "latency " + size + ", acks=" + acks.value() + ", " + where + flush;
        };
    }

    /** Returns whether its topic is what {@code reading} reads. */
    boolean writes(Load reading) {
        return kind == Kind.PRODUCE
                && reading.kind == Kind.CONSUME
                && sizeBytes == reading.sizeBytes
                && partitions == reading.partitions
                && acks == reading.acks
                && compression == reading.compression
                && isFlushed == reading.isFlushed
                && count == reading.count;
    }
}
