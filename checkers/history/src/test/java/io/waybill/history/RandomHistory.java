package io.waybill.history;

import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes histories in which every kind of event occurs, from a seed. They make no sense and are complete. */
public final class RandomHistory {

    private static final int PARTITIONS = 4;
    private static final int SESSIONS = 3;
    private static final int CONSUMERS = 3;
    private static final int KEYS = 5;
    private static final int QUEUE = 3;

    private final SplittableRandom random;
    private final List<Event> events = new ArrayList<>();
    private final long[][] sequences = new long[SESSIONS][PARTITIONS];
    private long time;
    private int transactions;
    private int faults;

    private RandomHistory(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Returns a random history of about {@code count} events. */
    public static List<Event> events(long seed, int count) {
        RandomHistory history = new RandomHistory(seed);
        history.define();
        while (history.events.size() < count) {
            history.time += history.random.nextInt(1_000) + 1;
            history.add();
        }
        history.events.add(new Event.Closed(history.time + 1));
        return history.events;
    }

    /** Writes events to a file of our own. */
    public static void write(List<Event> events, Path file) throws IOException {
        try (HistoryWriter writer = HistoryWriter.create(file)) {
            events.forEach(writer::write);
        }
    }

    private void define() {
        events.add(new Event.Attribute(Attributes.IMPORTED_FROM, "nowhere"));
        for (int i = 0; i < PARTITIONS; i++) {
            events.add(
                    i == QUEUE
                            ? new Event.PartitionDefined(i, "jobs \"and\" more", 0, Event.PartitionKind.QUEUE)
                            : new Event.PartitionDefined(i, "orders", i, Event.PartitionKind.LOG));
        }
        for (int i = 0; i < SESSIONS; i++) {
            // Two incarnations have one name.
            events.add(new Event.SessionDefined(
                    i,
                    i == 2 ? "p1" : "p" + i,
                    i > 0,
                    List.of(Event.Acks.values()).get(i),
                    i,
                    i == 0 ? null : "t",
                    i,
                    i,
                    i + 5L));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            events.add(new Event.ConsumerDefined(
                    i, "c", "scope " + i % 2, List.of(Event.Isolation.values()).get(i % 2), i));
        }
        for (int i = 0; i < KEYS; i++) {
            events.add(new Event.KeyNamed(i, "k\n" + i));
        }
    }

    private void add() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> send();
            case 4, 5, 6, 7 -> deliveries();
            case 8 -> transaction();
            case 9, 10 -> consuming();
            case 11 -> run();
            default -> rare();
        }
    }

    private void send() {
        int session = random.nextInt(SESSIONS);
        int partition = random.nextInt(PARTITIONS);
        MessageId id = new MessageId(session, partition, sequences[session][partition]++);
        Outcome outcome = outcome();
        PartitionOffset source = random.nextInt(9) == 0 ? new PartitionOffset(1, random.nextInt(100)) : null;
        events.add(new Event.Send(
                id, optional(KEYS), optional(transactions), outcome, offset(partition), source, time, complete()));
        if (random.nextInt(3) == 0) {
            events.add(new Event.MessageNamed(id, "order-" + random.nextInt(1_000_000)));
        }
    }

    private void deliveries() {
        int consumer = random.nextInt(CONSUMERS);
        int partition = random.nextInt(PARTITIONS);
        int transaction = optional(transactions);
        long complete = time + random.nextInt(100);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int session = random.nextInt(10) == 0 ? -1 - random.nextInt(3) : random.nextInt(SESSIONS);
            long sequence = session < 0 ? random.nextInt(3) : random.nextInt(50);
            events.add(new Event.Delivery(
                    consumer,
                    partition,
                    offset(partition),
                    new MessageId(session, partition, sequence),
                    optional(KEYS),
                    transaction,
                    partition == QUEUE ? random.nextInt(1_000) : Event.NONE,
                    partition == QUEUE && random.nextBoolean(),
                    time,
                    complete));
        }
    }

    private void transaction() {
        int transaction = transactions++;
        events.add(new Event.TransactionBegun(transaction, random.nextInt(SESSIONS), time));
        events.add(new Event.TransactionEnded(transaction, random.nextBoolean(), outcome(), time + 1, complete()));
    }

    private void consuming() {
        int consumer = random.nextInt(CONSUMERS);
        switch (random.nextInt(8)) {
            case 0 -> events.add(new Event.Poll(consumer, outcome(), time, complete()));
            case 1 -> events.add(new Event.Assigned(consumer, List.of(0, 2), optional(9), time));
            case 2 -> events.add(new Event.Revoked(consumer, List.of(1), optional(9), time));
            case 3 -> events.add(new Event.Subscribed(consumer, List.of("orders", "jobs"), time));
            case 4 ->
                events.add(new Event.Positioned(
                        consumer,
                        1,
                        random.nextInt(99),
                        List.of(Event.PositionReason.values()).get(random.nextInt(3)),
                        time));
            case 5 ->
                events.add(new Event.Commit(
                        consumer, optional(transactions), optional(9), offsets(), outcome(), time, complete()));
            case 6 -> events.add(new Event.CommittedRead(consumer, offsets(), time, time + 9));
            default -> events.add(new Event.ConsumerClosed(consumer, random.nextBoolean(), time));
        }
    }

    private void run() {
        switch (random.nextInt(5)) {
            case 0 -> events.add(new Event.PhaseStarted("storm", time));
            case 1 -> events.add(new Event.MomentHit("leader killed", "n" + random.nextInt(3), time));
            case 2 -> {
                events.add(new Event.FaultStarted(
                        faults, "kill", "leader of orders-0", List.of("n1", "n2"), time, complete()));
                events.add(new Event.FaultStopped(faults++, time + 1, complete()));
            }
            case 3 ->
                events.add(new Event.BrokerFact(
                        List.of(Event.FactKind.values()).get(random.nextInt(8)),
                        optional(PARTITIONS),
                        optional(3),
                        optional(7),
                        random.nextInt(3) == 0 ? -1 : random.nextInt(99),
                        List.of(1, 2),
                        "admin",
                        time));
            default -> events.add(new Event.Attribute("note", "ünïcode — " + random.nextInt(100)));
        }
    }

    private void rare() {
        int session = random.nextInt(SESSIONS);
        if (random.nextBoolean()) {
            events.add(new Event.Reservation(session, 0, random.nextInt(10_000), time));
            return;
        }
        events.add(new Event.Settlement(
                random.nextInt(CONSUMERS),
                new MessageId(session, QUEUE, random.nextInt(50)),
                optional(1_000),
                List.of(Event.SettlementKind.values()).get(random.nextInt(3)),
                outcome(),
                time,
                complete()));
    }

    private Outcome outcome() {
        int dice = random.nextInt(5);
        return dice == 0 ? Outcome.fail("no " + dice) : dice == 1 ? Outcome.info("timeout") : Outcome.ok();
    }

    private long complete() {
        return random.nextInt(6) == 0 ? Event.NEVER : time + 1 + random.nextInt(500);
    }

    private long offset(int partition) {
        return partition == QUEUE || random.nextInt(8) == 0 ? Event.NO_OFFSET : random.nextInt(1_000_000);
    }

    private List<PartitionOffset> offsets() {
        return List.of(new PartitionOffset(0, random.nextInt(50)), new PartitionOffset(2, random.nextInt(50)));
    }

    /** Returns one of {@code 0 … bound - 1}, or none. */
    private int optional(int bound) {
        return bound == 0 || random.nextInt(3) == 0 ? Event.NONE : random.nextInt(bound);
    }
}
