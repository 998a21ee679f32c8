package io.waybill.benchmark;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes a seeded history of any size: 64 partitions, 16 idempotent producers each, one consumer that reads everything
 * to the end; one offset in a thousand is a gap, one send in ten thousand is never answered (half of those land), one
 * in ten thousand certainly failed. The same seed writes the same file.
 *
 * <p>The blocks of the partitions come in turns, as a recorder would write them. Memory does not depend on the size.
 */
public final class HistoryGenerator {

    private static final int PARTITIONS = 64;
    private static final int SESSIONS = 16;

    /** One message in so many gets each kind of anomaly, where anomalies are planted. */
    private static final int RARE = 4096;

    private static final long MESSAGE_NANOS = 1_000;
    private static final long ACK_NANOS = 2_000_000;
    private static final int POLL_RECORDS = 500;

    private final SplittableRandom random;
    private final boolean plant;
    private final HistoryWriter writer;
    private final int info;
    private final SendColumns[] sends = new SendColumns[SESSIONS];
    private final DeliveryColumns deliveries = new DeliveryColumns();
    private final PartitionState[] partitions = new PartitionState[PARTITIONS];

    private PartitionState now = new PartitionState();
    private int partition;

    private long lost;
    private long duplicates;
    private long phantoms;
    private long aborted;
    private long misplaced;
    private long reordered;

    /** Where a partition's log stands. */
    private static final class PartitionState {
        private final long[] sequences = new long[SESSIONS];
        private long offset;
        private long nanos;
        private int inPoll;
        private long pollInvoked;
        private long pollReturned;
    }

    private HistoryGenerator(HistoryWriter writer, long seed, boolean plant) {
        this.writer = writer;
        this.random = new SplittableRandom(seed);
        this.plant = plant;
        this.info = writer.reason(Outcome.info("no reply within 30 s"));
        for (int session = 0; session < SESSIONS; session++) {
            sends[session] = new SendColumns();
        }
        for (int p = 0; p < PARTITIONS; p++) {
            partitions[p] = new PartitionState();
        }
    }

    /**
     * Writes a history.
     *
     * @param messages about how many sends; rounded up to whole turns of all producers
     * @param plant whether anomalies are planted
     * @return what was planted
     */
    public static Planted write(Path file, long messages, long seed, boolean plant) throws IOException {
        try (HistoryWriter writer = HistoryWriter.create(file)) {
            HistoryGenerator generator = new HistoryGenerator(writer, seed, plant);
            generator.define();
            long perLane = (messages + PARTITIONS * SESSIONS - 1) / (PARTITIONS * SESSIONS);
            for (long done = 0; done < perLane; done += SendColumns.CAPACITY) {
                generator.turn((int) Math.min(SendColumns.CAPACITY, perLane - done));
            }
            generator.end();
            return new Planted(
                    generator.lost,
                    generator.duplicates,
                    generator.phantoms,
                    generator.aborted,
                    generator.misplaced,
                    generator.reordered);
        }
    }

    private void define() {
        for (int p = 0; p < PARTITIONS; p++) {
            writer.write(new Event.PartitionDefined(p, "orders", p, Event.PartitionKind.LOG));
        }
        for (int s = 0; s < SESSIONS; s++) {
            writer.write(new Event.SessionDefined(s, "p" + (s + 1), true, Event.Acks.ALL, 5, null, 0, 0, 0));
        }
        writer.write(new Event.ConsumerDefined(0, "c1", "billing", Event.Isolation.READ_UNCOMMITTED, 0));
        for (int p = 0; p < PARTITIONS; p++) {
            writer.write(new Event.Positioned(0, p, 0, Event.PositionReason.START, 0));
        }
    }

    private void turn(int rows) {
        for (partition = 0; partition < PARTITIONS; partition++) {
            now = partitions[partition];
            deliveries.reset(0, partition);
            for (int session = 0; session < SESSIONS; session++) {
                sends[session].reset(session, partition);
            }
            for (int left = rows * SESSIONS; left > 0; ) {
                left -= message(rows);
            }
            for (int session = 0; session < SESSIONS; session++) {
                writer.write(sends[session]);
            }
            writer.write(deliveries);
        }
    }

    /** Sends one message, or two where they change places, and returns how many. */
    private int message(int rows) {
        int session = random.nextInt(SESSIONS);
        while (sends[session].rows() == rows) {
            session = (session + 1) % SESSIONS;
        }
        now.nanos += MESSAGE_NANOS;
        if (random.nextInt(1024) == 0) {
            now.offset++;
        }
        int dice = random.nextInt(RARE * 8);
        if (dice < 6) {
            return indeterminateOrFailed(session, dice);
        }
        if (plant && dice < 6 + 8 * 6) {
            return anomaly(session, (dice - 6) / 8, rows);
        }
        acknowledged(session, now.offset);
        delivered(session, now.sequences[session]++, now.offset++);
        return 1;
    }

    private int indeterminateOrFailed(int session, int dice) {
        long sequence = now.sequences[session]++;
        if (dice < 3) {
            sends[session].add(sequence, SendColumns.FAIL, info, -1, now.nanos, now.nanos + ACK_NANOS);
        } else {
            sends[session].add(sequence, SendColumns.INFO, info, -1, now.nanos, Event.NEVER);
            if (dice == 3) {
                delivered(session, sequence, now.offset++);
            }
        }
        return 1;
    }

    private int anomaly(int session, int which, int rows) {
        long sequence = now.sequences[session]++;
        switch (which) {
            case 0 -> {
                acknowledged(session, sequence, now.offset++);
                // Something must stand behind it, or nobody passed it.
                lost++;
            }
            case 1 -> {
                acknowledged(session, sequence, now.offset);
                delivered(session, sequence, now.offset++);
                delivered(session, sequence, now.offset++);
                duplicates++;
            }
            case 2 -> {
                acknowledged(session, sequence, now.offset);
                delivered(session, sequence, now.offset++);
                delivered(session, (1L << 40) + phantoms, now.offset++);
                phantoms++;
            }
            case 3 -> {
                sends[session].add(sequence, SendColumns.FAIL, info, -1, now.nanos, now.nanos + ACK_NANOS);
                delivered(session, sequence, now.offset++);
                aborted++;
            }
            case 4 -> {
                acknowledged(session, sequence, now.offset++);
                delivered(session, sequence, now.offset++);
                misplaced++;
            }
            default -> {
                return changedPlaces(session, sequence, rows);
            }
        }
        return 1;
    }

    private int changedPlaces(int session, long sequence, int rows) {
        if (sends[session].rows() + 2 > rows) {
            acknowledged(session, sequence, now.offset);
            delivered(session, sequence, now.offset++);
            return 1;
        }
        now.sequences[session]++;
        acknowledged(session, sequence, now.offset + 1);
        acknowledged(session, sequence + 1, now.offset);
        delivered(session, sequence + 1, now.offset++);
        delivered(session, sequence, now.offset++);
        reordered++;
        return 2;
    }

    private void acknowledged(int session, long offset) {
        acknowledged(session, now.sequences[session], offset);
    }

    private void acknowledged(int session, long sequence, long offset) {
        long latency = ACK_NANOS + random.nextInt(1_000_000);
        sends[session].add(sequence, SendColumns.OK, Event.NONE, offset, now.nanos, now.nanos + latency);
    }

    private void delivered(int session, long sequence, long offset) {
        if (deliveries.isFull()) {
            writer.write(deliveries);
            deliveries.reset(0, partition);
        }
        if (now.inPoll == 0) {
            now.inPoll = 1 + random.nextInt(2 * POLL_RECORDS);
            now.pollReturned = now.nanos + now.inPoll * MESSAGE_NANOS + ACK_NANOS;
            now.pollInvoked = now.pollReturned - ACK_NANOS;
        }
        now.inPoll--;
        deliveries.add(offset, session, sequence, now.pollInvoked, now.pollReturned);
    }

    private void end() {
        for (partition = 0; partition < PARTITIONS; partition++) {
            now = partitions[partition];
            long last = now.nanos + 10 * ACK_NANOS;
            writer.write(new Event.Positioned(0, partition, now.offset, Event.PositionReason.END, last));
        }
        writer.write(new Event.Closed(now.nanos + 20 * ACK_NANOS));
    }
}
