package io.waybill.log.settings;

import java.util.List;

/**
 * The settings of one partition's log; an unlimited size or age is -1.
 *
 * @param segmentBytes {@code segment.bytes}: a segment grows no larger
 * @param segmentMillis {@code segment.ms}: a segment takes appends no longer
 * @param indexIntervalBytes {@code index.interval.bytes}: an index entry for so many bytes
 * @param maxBatchBytes {@code max.message.bytes}: a larger batch is refused; at most {@code segmentBytes}
 * @param retentionBytes {@code retention.bytes}, or -1
 * @param retentionMillis {@code retention.ms}, or -1
 * @param timestamps {@code message.timestamp.type}
 * @param producerExpiryMillis {@code producer.id.expiration.ms}: how long a silent producer is remembered
 * @param anyFirstSequence whether an unknown producer may begin with any sequence, as Kafka allows since KIP-360; a
 *     strict log wants 0
 * @param scanBytes how much recovery and searches read at once
 * @param mutants the flaws to have; empty outside tests of checkers
 */
public record LogSettings(
        int segmentBytes,
        long segmentMillis,
        int indexIntervalBytes,
        int maxBatchBytes,
        long retentionBytes,
        long retentionMillis,
        MessageTimestamps timestamps,
        long producerExpiryMillis,
        boolean anyFirstSequence,
        int scanBytes,
        Mutants mutants) {

    /** What stands for no limit. */
    public static final long UNLIMITED = -1;

    private static final int SMALLEST_SEGMENT = 128;

    public LogSettings {
        atLeast("segment.bytes", segmentBytes, SMALLEST_SEGMENT);
        atLeast("segment.ms", segmentMillis, 1);
        atLeast("index.interval.bytes", indexIntervalBytes, 0);
        atLeast("max.message.bytes", maxBatchBytes, 1);
        atLeast("retention.bytes", retentionBytes, UNLIMITED);
        atLeast("retention.ms", retentionMillis, UNLIMITED);
        atLeast("producer.id.expiration.ms", producerExpiryMillis, 1);
        atLeast("scan bytes", scanBytes, SMALLEST_SEGMENT);
        if (maxBatchBytes > segmentBytes) {
            throw new IllegalArgumentException(
                    "max.message.bytes must be at most segment.bytes " + segmentBytes + ", was " + maxBatchBytes);
        }
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ", was " + value);
        }
    }

    /** Returns Kafka's defaults, with strict first sequences. */
    public static LogSettings defaults() {
        return new LogSettings(
                1 << 30,
                604_800_000L,
                4096,
                1_048_588,
                UNLIMITED,
                604_800_000L,
                MessageTimestamps.CREATE_TIME,
                86_400_000L,
                false,
                1 << 20,
                Mutants.none());
    }

    /** Returns these settings with other sizes. */
    public LogSettings withSegments(int newSegmentBytes, int newIndexIntervalBytes, int newMaxBatchBytes) {
        return new LogSettings(
                newSegmentBytes,
                segmentMillis,
                newIndexIntervalBytes,
                newMaxBatchBytes,
                retentionBytes,
                retentionMillis,
                timestamps,
                producerExpiryMillis,
                anyFirstSequence,
                scanBytes,
                mutants);
    }

    /** Returns these settings with other limits of size and age. */
    public LogSettings withRetention(long newRetentionBytes, long newRetentionMillis) {
        return new LogSettings(
                segmentBytes,
                segmentMillis,
                indexIntervalBytes,
                maxBatchBytes,
                newRetentionBytes,
                newRetentionMillis,
                timestamps,
                producerExpiryMillis,
                anyFirstSequence,
                scanBytes,
                mutants);
    }

    /** Returns these settings with flaws. */
    public LogSettings with(LogMutant... flaws) {
        return new LogSettings(
                segmentBytes,
                segmentMillis,
                indexIntervalBytes,
                maxBatchBytes,
                retentionBytes,
                retentionMillis,
                timestamps,
                producerExpiryMillis,
                anyFirstSequence,
                scanBytes,
                new Mutants(List.of(flaws)));
    }

    /** Returns whether a flaw is on. */
    public boolean has(LogMutant mutant) {
        return mutants.has(mutant);
    }

    /**
     * A set of flaws.
     *
     * @param on each once
     */
    public record Mutants(List<LogMutant> on) {

        private static final Mutants NONE = new Mutants(List.of());

        public Mutants {
            on = List.copyOf(on);
        }

        /** Returns the set without a flaw. */
        public static Mutants none() {
            return NONE;
        }

        boolean has(LogMutant mutant) {
            return !on.isEmpty() && on.contains(mutant);
        }
    }
}
