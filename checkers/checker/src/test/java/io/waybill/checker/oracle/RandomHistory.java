package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A history as a correct broker and honest clients make it: whatever is odd in it (retries, late sends, seeks,
 * rebalances, gaps, retention, transactions, a torn end) is allowed.
 *
 * <p>A small simulation in virtual time. The same seed gives the same history.
 */
final class RandomHistory {

    private record Task(long nanos, long turn, Runnable action) {}

    private record Recorded(long nanos, Event event) {}

    private final SplittableRandom random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::turn));
    private final List<Event> definitions = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final Map<Integer, SimulatedLog.Fate> fates = SimulatedLog.noTransactions();
    private final List<SimulatedLog> logs = new ArrayList<>();
    private final List<SimulatedConsumer> consumers = new ArrayList<>();
    private final boolean reserving;
    private final boolean retries;
    private long now = 10;
    private long turn;
    private long lastNanos;
    private int stepsLeft;
    private int transactions;

    private RandomHistory(SplittableRandom random, int steps, boolean retries) {
        this.random = random;
        this.retries = retries;
        stepsLeft = steps;
        reserving = random.nextBoolean();
    }

    /** Returns a history of about so many operations in which no anomaly occurs. */
    static List<Event> strict(SplittableRandom random, int steps) {
        return new RandomHistory(random, steps, false).simulate();
    }

    /** As {@link #strict}, but retries of sessions that are not idempotent may duplicate and reorder. */
    static List<Event> valid(SplittableRandom random, int steps) {
        return new RandomHistory(random, steps, true).simulate();
    }

    private List<Event> simulate() {
        int partitions = 1 + random.nextInt(2);
        for (int id = 0; id < partitions; id++) {
            definitions.add(new Event.PartitionDefined(id, "orders", id, Event.PartitionKind.LOG));
            logs.add(new SimulatedLog(id, random, fates));
        }
        int sessions = 1 + random.nextInt(3);
        for (int id = 0; id < sessions; id++) {
            new Producer(id).begin();
        }
        defineConsumers();
        while (!tasks.isEmpty()) {
            Task task = tasks.remove();
            now = task.nanos;
            task.action.run();
        }
        if (random.nextInt(3) > 0) {
            drain();
        }
        return result();
    }

    private void defineConsumers() {
        int scopes = 1 + random.nextInt(2);
        for (int scope = 0; scope < scopes; scope++) {
            List<SimulatedConsumer> group = new ArrayList<>();
            int members = 1 + random.nextInt(2);
            for (int member = 0; member < members; member++) {
                boolean committed = random.nextInt(3) == 0;
                Event.Isolation isolation =
                        committed ? Event.Isolation.READ_COMMITTED : Event.Isolation.READ_UNCOMMITTED;
                int id = consumers.size();
                definitions.add(new Event.ConsumerDefined(id, "c" + id, "scope" + scope, isolation, 0));
                SimulatedConsumer consumer = new SimulatedConsumer(id, isolation, group, this::record, random);
                consumers.add(consumer);
                group.add(consumer);
                later(1, 20, () -> step(consumer));
            }
        }
    }

    private void step(SimulatedConsumer consumer) {
        if (stepsLeft-- <= 0 || consumer.isClosed()) {
            return;
        }
        consumer.act(now, logs);
        if (random.nextInt(40) == 0) {
            SimulatedLog log = logs.get(random.nextInt(logs.size()));
            long start = log.retain();
            record(now, new Event.BrokerFact(Event.FactKind.LOG_START, log.id, -1, -1, start, List.of(), "text", now));
        }
        later(consumer.busyUntil() - now + 1, 15, () -> step(consumer));
    }

    private void drain() {
        now = Math.max(now, lastNanos) + 10;
        if (random.nextInt(2) == 0) {
            // One in three was told while sends were still on their way, and decides nothing.
            long told = random.nextInt(3) == 0 ? lastNanos / 2 : now;
            logs.forEach(log -> record(
                    told,
                    new Event.BrokerFact(Event.FactKind.LOG_END, log.id, -1, -1, log.end(), List.of(), "text", told)));
        }
        for (SimulatedConsumer consumer : consumers) {
            if (!consumer.isClosed()) {
                consumer.drain(now, logs);
            }
        }
    }

    private void later(long least, int spread, Runnable action) {
        tasks.add(new Task(now + Math.max(1, least) + random.nextInt(spread), turn++, action));
    }

    private void record(long nanos, Event event) {
        recorded.add(new Recorded(nanos, event));
        lastNanos = Math.max(lastNanos, nanos);
    }

    private List<Event> result() {
        recorded.sort(Comparator.comparingLong(Recorded::nanos));
        List<Event> events = new ArrayList<>(definitions);
        if (random.nextInt(4) > 0) {
            recorded.forEach(each -> events.add(each.event));
            events.add(new Event.Closed(lastNanos + 1));
            return events;
        }
        // Torn: each lane ends somewhere. What a delivery rests on (positions, assignments) is written before it, what
        // an
        // end rests on (deliveries) before that, and a reservation is durable before it is used.
        long deliveriesEnd = random.nextLong(lastNanos + 2);
        long othersEnd = deliveriesEnd + random.nextLong(lastNanos + 2 - deliveriesEnd);
        long sendsEnd = random.nextLong(lastNanos + 2);
        for (Recorded each : recorded) {
            long end = each.event instanceof Event.Send
                    ? sendsEnd
                    : each.event instanceof Event.Delivery || isEnd(each.event) ? deliveriesEnd : othersEnd;
            if (each.nanos <= end || each.event instanceof Event.Reservation) {
                events.add(each.event);
            }
        }
        return events;
    }

    private static boolean isEnd(Event event) {
        return event instanceof Event.Positioned e && e.reason() == Event.PositionReason.END;
    }

    /** A producer session: sends one by one or pipelined, alone or in transactions. */
    private final class Producer {
        private final int id;
        private final boolean idempotent = random.nextInt(3) > 0;
        private final boolean unacknowledged = !idempotent && random.nextInt(6) == 0;
        private final boolean transactional = idempotent && random.nextInt(4) == 0;
        private final int maxInFlight = random.nextInt(3) == 0 ? 1 : random.nextInt(2) == 0 ? 5 : 0;
        private final boolean oneByOne = transactional || random.nextBoolean();
        private final long[] sequences = new long[logs.size()];
        private final long[] lastAppend = new long[logs.size()];
        private long lastAnswer;
        private int transaction = Event.NONE;
        private int inTransaction;

        Producer(int id) {
            this.id = id;
        }

        void begin() {
            Event.Acks acks =
                    unacknowledged ? Event.Acks.NONE : random.nextBoolean() ? Event.Acks.ALL : Event.Acks.LEADER;
            String transactionalId = transactional ? "tx" + id : null;
            definitions.add(
                    new Event.SessionDefined(id, "p" + id, idempotent, acks, maxInFlight, transactionalId, 0, 0, 0));
            later(1, 10, this::next);
        }

        private void next() {
            if (stepsLeft-- <= 0) {
                if (transaction != Event.NONE) {
                    endTransaction();
                }
            } else if (transactional && transaction == Event.NONE && random.nextInt(4) > 0) {
                transaction = transactions++;
                inTransaction = 0;
                fates.put(transaction, SimulatedLog.Fate.OPEN);
                record(now, new Event.TransactionBegun(transaction, id, now));
                later(1, 3, this::next);
            } else if (transaction != Event.NONE && inTransaction > 0 && random.nextInt(3) == 0) {
                endTransaction();
                later(20, 5, this::next);
            } else {
                send();
            }
        }

        private void endTransaction() {
            int ended = transaction;
            transaction = Event.NONE;
            boolean commit = random.nextInt(3) > 0;
            boolean known = random.nextInt(4) > 0;
            // What was asked for happens, or nobody knows.
            boolean committed = known ? commit : random.nextBoolean();
            long invoked = now;
            later(3, 8, () -> {
                fates.put(ended, committed ? SimulatedLog.Fate.COMMITTED : SimulatedLog.Fate.ABORTED);
                logs.forEach(SimulatedLog::mark);
                long answered = now + 1 + random.nextInt(4);
                Outcome outcome = known ? Outcome.ok() : Outcome.info("no reply");
                record(answered, new Event.TransactionEnded(ended, commit, outcome, invoked, answered));
            });
        }

        private void send() {
            SimulatedLog log = logs.get(random.nextInt(logs.size()));
            int p = log.id;
            if (reserving && sequences[p] % 4 == 0) {
                record(now, new Event.Reservation(id, p, sequences[p] + 4, now));
            }
            Sending sending = new Sending(new MessageId(id, p, sequences[p]++), now, transaction);
            inTransaction++;
            int roll = random.nextInt(20);
            boolean ordered = idempotent || maxInFlight == 1 || oneByOne || !retries;
            long arrives = now + 1 + random.nextInt(8);
            if (ordered) {
                arrives = Math.max(arrives, lastAppend[p] + 1);
            }
            if (roll == 0) {
                answer(sending, arrives, Outcome.fail("record too large"));
            } else if (roll <= 2) {
                unknown(sending, log, arrives);
            } else {
                if (ordered) {
                    lastAppend[p] = arrives;
                }
                appendAndAnswer(sending, log, arrives);
            }
            later(oneByOne ? lastAnswer - now + 1 : 1, 6, this::next);
        }

        private void appendAndAnswer(Sending sending, SimulatedLog log, long arrives) {
            long answered = arrives + 1 + random.nextInt(5);
            lastAnswer = Math.max(lastAnswer, answered);
            boolean lost = unacknowledged && random.nextInt(4) == 0;
            if (!lost) {
                at(arrives, () -> sending.offset = log.append(sending.message, sending.transaction));
            }
            if (!idempotent && retries && random.nextInt(6) == 0) {
                long again = arrives + random.nextInt(12);
                boolean toldOfIt = again < answered && random.nextBoolean();
                if (toldOfIt && maxInFlight == 1) {
                    // The next one is sent when this one is answered, and the answer is that to the second attempt.
                    lastAppend[log.id] = Math.max(lastAppend[log.id], again);
                }
                at(again, () -> {
                    long second = log.append(sending.message, sending.transaction);
                    sending.offset = toldOfIt ? second : sending.offset;
                });
            }
            if (reserving && random.nextInt(30) == 0) {
                return; // Nobody waited for the answer: nothing but the reservation is recorded.
            }
            at(answered, () -> {
                boolean told = !unacknowledged && random.nextInt(15) > 0;
                record(answered, sending.event(Outcome.ok(), told ? sending.offset : Event.NO_OFFSET, answered));
            });
        }

        private void unknown(Sending sending, SimulatedLog log, long arrives) {
            if (random.nextBoolean()) {
                boolean inOrder = idempotent || !retries;
                // Without idempotence, or outside a transaction, a packet may be on its way for long.
                long late = inOrder ? arrives : arrives + random.nextInt(60);
                if (inOrder) {
                    lastAppend[log.id] = late;
                }
                at(late, () -> log.append(sending.message, sending.transaction));
            }
            answer(sending, arrives, Outcome.info("no reply"));
        }

        private void answer(Sending sending, long arrives, Outcome outcome) {
            long answered = arrives + 1 + random.nextInt(8);
            lastAnswer = Math.max(lastAnswer, answered);
            record(answered, sending.event(outcome, Event.NO_OFFSET, answered));
        }

        private void at(long nanos, Runnable action) {
            tasks.add(new Task(nanos, turn++, action));
        }
    }

    private static final class Sending {
        private final MessageId message;
        private final long invoked;
        private final int transaction;
        private long offset = Event.NO_OFFSET;

        Sending(MessageId message, long invoked, int transaction) {
            this.message = message;
            this.invoked = invoked;
            this.transaction = transaction;
        }

        Event.Send event(Outcome outcome, long at, long answered) {
            return new Event.Send(message, Event.NONE, transaction, outcome, at, null, invoked, answered);
        }
    }
}
