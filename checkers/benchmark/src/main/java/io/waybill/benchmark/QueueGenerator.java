package io.waybill.benchmark;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Writes a seeded history of one first-in-first-out queue: five producers and three consumers, whose operations
 * overlap; one send in a thousand is never answered, and half of those land. The same seed writes the same file.
 *
 * <p>Where anomalies are planted, now and then two messages that do not overlap with any other change places on their
 * way out.
 */
final class QueueGenerator {

    private static final int PRODUCERS = 5;
    private static final int CONSUMERS = 3;
    private static final long STEP_NANOS = 1_000;
    private static final long LONGEST_NANOS = 20_000;
    private static final long STAY_NANOS = 5_000_000;
    private static final int RARE = 1_000;
    private static final int PLANTED_EVERY = 100_000;

    private record Recorded(long nanos, long turn, Event event) {}

    private final SplittableRandom random;
    private final HistoryWriter writer;
    private final PriorityQueue<Recorded> known =
            new PriorityQueue<>(Comparator.comparingLong(Recorded::nanos).thenComparingLong(Recorded::turn));
    private final long[] sequences = new long[PRODUCERS];
    private long now = 2 * LONGEST_NANOS;
    private long turn;
    private long sends;
    private long deliveries;
    private long reordered;

    private QueueGenerator(HistoryWriter writer, long seed) {
        this.writer = writer;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What was written.
     *
     * @param operations how many sends and deliveries
     * @param reordered how many messages came out too early
     */
    record Written(long operations, long reordered) {

        /** Returns what the judgement must say, as {@link MeasuredProcess} writes it: with witnesses of four steps. */
        String text() {
            return reordered == 0 ? "" : "queue-reordered=" + reordered + " witness=4";
        }
    }

    /** Writes a history of about so many sends and deliveries. */
    static Written write(Path file, long operations, long seed, boolean plant) throws IOException {
        try (HistoryWriter writer = HistoryWriter.create(file)) {
            QueueGenerator generator = new QueueGenerator(writer, seed);
            generator.define();
            for (long pair = 0; generator.sends + generator.deliveries < operations; pair++) {
                if (plant && pair % PLANTED_EVERY == PLANTED_EVERY - 1) {
                    generator.changedPlaces();
                } else {
                    generator.message();
                }
                generator.writeUntil(generator.now - 2 * LONGEST_NANOS);
            }
            generator.end();
            return new Written(generator.sends + generator.deliveries, generator.reordered);
        }
    }

    private void define() {
        writer.write(new Event.PartitionDefined(0, "jobs", 0, Event.PartitionKind.QUEUE));
        for (int producer = 0; producer < PRODUCERS; producer++) {
            writer.write(
                    new Event.SessionDefined(producer, "p" + (producer + 1), true, Event.Acks.ALL, 5, null, 0, 0, 0));
        }
        for (int consumer = 0; consumer < CONSUMERS; consumer++) {
            writer.write(new Event.ConsumerDefined(
                    consumer, "c" + (consumer + 1), "workers", Event.Isolation.READ_UNCOMMITTED, 0));
        }
    }

    private void message() {
        now += 1 + random.nextLong(2 * STEP_NANOS);
        int dice = random.nextInt(2 * RARE);
        MessageId message = sent(now, dice < 2);
        if (dice != 0) {
            delivered(message, now + STAY_NANOS);
        }
    }

    /** Apart from all others, so that each of the two overlaps with nothing at either end. */
    private void changedPlaces() {
        now += 2 * LONGEST_NANOS;
        MessageId first = sent(now, false);
        now += 2 * LONGEST_NANOS;
        MessageId second = sent(now, false);
        delivered(second, now + STAY_NANOS - 2 * LONGEST_NANOS);
        delivered(first, now + STAY_NANOS);
        now += 2 * LONGEST_NANOS;
        reordered++;
    }

    /** Records a send that takes effect at a moment within it. */
    private MessageId sent(long at, boolean unknown) {
        int producer = random.nextInt(PRODUCERS);
        MessageId message = new MessageId(producer, 0, sequences[producer]++);
        long completed = at + 1 + random.nextLong(LONGEST_NANOS);
        Outcome outcome = unknown ? Outcome.info("no reply within 30 s") : Outcome.ok();
        long answered = unknown ? Event.NEVER : completed;
        sends++;
        known.add(new Recorded(
                completed,
                turn++,
                new Event.Send(
                        message,
                        Event.NONE,
                        Event.NONE,
                        outcome,
                        Event.NO_OFFSET,
                        null,
                        at - random.nextLong(LONGEST_NANOS),
                        answered)));
        return message;
    }

    private void delivered(MessageId message, long at) {
        int consumer = random.nextInt(CONSUMERS);
        long returned = at + 1 + random.nextLong(LONGEST_NANOS);
        deliveries++;
        known.add(new Recorded(
                returned,
                turn++,
                new Event.Delivery(
                        consumer,
                        0,
                        Event.NO_OFFSET,
                        message,
                        Event.NONE,
                        Event.NONE,
                        Event.NONE,
                        false,
                        at - random.nextLong(LONGEST_NANOS),
                        returned)));
    }

    private void writeUntil(long nanos) {
        while (!known.isEmpty() && known.peek().nanos() <= nanos) {
            writer.write(known.remove().event());
        }
    }

    private void end() {
        writeUntil(Event.NEVER);
        long last = now + STAY_NANOS + 4 * LONGEST_NANOS;
        for (int consumer = 0; consumer < CONSUMERS; consumer++) {
            writer.write(new Event.Poll(consumer, Outcome.ok(), last, last + LONGEST_NANOS));
        }
        writer.write(new Event.Closed(last + 2 * LONGEST_NANOS));
    }
}
