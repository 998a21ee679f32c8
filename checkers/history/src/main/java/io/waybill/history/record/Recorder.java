package io.waybill.history.record;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.file.HistoryWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records a history while a test runs.
 *
 * <pre>{@code
 * try (Recorder recorder = Recorder.to(Path.of("orders.waybill"))) {
 *     int orders = recorder.partition("orders", 0);
 *     ProducerSession producer = recorder.producer("p1").idempotent().acks(Acks.ALL).open();
 *     ConsumerSession billing = recorder.consumer("c1").scope("billing").open();
 *
 *     PendingSend send = producer.sending(orders);
 *     broker.send(send.payload(100), (offset, error) -> {
 *         if (error == null) send.ok(offset);
 *         else if (certainlyNotDone(error)) send.failed(error.toString());
 *         else send.unknown(error.toString());
 *     });
 *
 *     PendingPoll poll = billing.polling();
 *     for (Record record : broker.poll()) poll.delivered(orders, record.offset(), record.value());
 *     poll.ok();
 * }
 * }</pre>
 *
 * <p>Times are taken from one monotonic clock, at the moment of the call, unless a method says otherwise. What is
 * recorded reaches the operating system at the latest when {@link #flush()} is called or a thousand rows are waiting;
 * the caller flushes as often as it can afford to lose (a run does it five times a second).
 *
 * <p>Safe for use by any number of threads. A history that cannot be written is thrown at whoever records: a run
 * without a history proves nothing.
 */
public final class Recorder implements Closeable {

    /** How many sends a session reserves at a time: what a torn history may hide of it, per partition. */
    static final int RESERVED_SENDS = 1024;

    private final HistoryWriter writer;
    private final LongSupplier clock;
    private final long run;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final ConcurrentMap<String, Integer> keys = new ConcurrentHashMap<>();
    private int sessions;
    private int consumers;
    private int transactions;
    private int faults;

    private Recorder(HistoryWriter writer, long run, LongSupplier clock) {
        this.writer = writer;
        this.run = run;
        this.clock = clock;
    }

    /** Records to a new file, timed by this process's monotonic clock, counted from now. */
    public static Recorder to(Path file) throws IOException {
        return to(file, 0, MonotonicClock.startingNow());
    }

    /**
     * Records to a new file.
     *
     * @param run the run's id, written into every payload
     * @param clock nanoseconds since the run began, never going back; called from any thread
     */
    public static Recorder to(Path file, long run, LongSupplier clock) throws IOException {
        return over(HistoryWriter.create(file), run, clock);
    }

    /** Records to a writer of the caller's; closing the recorder closes it. */
    public static Recorder over(HistoryWriter writer, long run, LongSupplier clock) {
        return new Recorder(writer, run, clock);
    }

    /** Returns the id of a partition of a topic; the same id for the same names. */
    public int partition(String topic, int number) {
        return partition(topic, number, Event.PartitionKind.LOG);
    }

    /** Returns the id of a queue; the same id for the same name. */
    public int queue(String name) {
        return partition(name, 0, Event.PartitionKind.QUEUE);
    }

    private synchronized int partition(String topic, int number, Event.PartitionKind kind) {
        return partitions.computeIfAbsent(kind + "/" + topic + "/" + number, name -> {
            int id = partitions.size();
            writer.write(new Event.PartitionDefined(id, topic, number, kind));
            return id;
        });
    }

    /** Returns the id of a key; the same id for the same name. */
    public int key(String name) {
        Integer known = keys.get(name);
        return known != null ? known : newKey(name);
    }

    /** Every delivery asks for its key, and nearly always it is known: then nobody waits for anybody. */
    private synchronized int newKey(String name) {
        Integer known = keys.get(name);
        if (known != null) {
            return known;
        }
        int id = keys.size();
        writer.write(new Event.KeyNamed(id, name));
        keys.put(name, id);
        return id;
    }

    /** Begins the description of a producer session. */
    public ProducerSession.Opening producer(String name) {
        return new ProducerSession.Opening(this, name);
    }

    /** Begins the description of a consumer. */
    public ConsumerSession.Opening consumer(String name) {
        return new ConsumerSession.Opening(this, name);
    }

    /** Says something about the whole run; see {@link io.waybill.history.Attributes}. */
    public void attribute(String name, String value) {
        write(new Event.Attribute(name, value));
    }

    /** Says that a phase of the run begins now. */
    public void phase(String name) {
        write(new Event.PhaseStarted(name, now()));
    }

    /** Says that a moment was hit that the run was after. */
    public void moment(String moment, String detail) {
        write(new Event.MomentHit(moment, detail, now()));
    }

    /**
     * Records the beginning of a fault and returns its id, with which {@link #faultStopped} records its end.
     *
     * @param named the target as the plan named it
     * @param resolved the target as it was found
     * @param startedNanos when acting began; it has taken effect now
     */
    public int faultStarted(String kind, String named, List<String> resolved, long startedNanos) {
        int fault = nextFault();
        write(new Event.FaultStarted(fault, kind, named, resolved, startedNanos, now()));
        return fault;
    }

    /** Records the end of a fault, whose undoing began at {@code startedNanos} and is complete now. */
    public void faultStopped(int fault, long startedNanos) {
        write(new Event.FaultStopped(fault, startedNanos, now()));
    }

    /** Records what a broker said of itself. */
    public void fact(
            Event.FactKind kind, int partition, int node, int epoch, long offset, List<Integer> nodes, String source) {
        write(new Event.BrokerFact(kind, partition, node, epoch, offset, nodes, source, now()));
    }

    /** Records any event, with the times that it carries. */
    public void write(Event event) {
        writer.write(event);
    }

    /** Returns the time on the recorder's clock, in nanoseconds since the run began. */
    public long now() {
        return clock.getAsLong();
    }

    /** Hands everything recorded so far to the operating system: from then on it survives this process. */
    public void flush() {
        writer.flush();
    }

    /** Says that the run ended here, and closes the file. */
    @Override
    public void close() throws IOException {
        writer.write(new Event.Closed(now()));
        writer.close();
    }

    long run() {
        return run;
    }

    synchronized int nextSession() {
        return sessions++;
    }

    synchronized int nextConsumer() {
        return consumers++;
    }

    synchronized int nextTransaction() {
        return transactions++;
    }

    private synchronized int nextFault() {
        return faults++;
    }

    /** A send that was invoked and is not answered yet. Exactly one of the three answers must be given, once. */
    public static final class PendingSend {
        private final Recorder recorder;
        private final MessageId id;
        private final int key;
        private final int transaction;
        private final @Nullable PartitionOffset source;
        private final long invoked;
        private boolean answered;

        PendingSend(Recorder recorder, MessageId id, int key, int transaction, @Nullable PartitionOffset source) {
            this.recorder = recorder;
            this.id = id;
            this.key = key;
            this.transaction = transaction;
            this.source = source;
            this.invoked = recorder.now();
        }

        /** Returns the message's identity. */
        public MessageId id() {
            return id;
        }

        /** Returns the payload to send: the identity, and padding up to {@code sizeBytes}. */
        public byte[] payload(int sizeBytes) {
            return MessagePayload.encode(recorder.run(), id, sizeBytes);
        }

        /** It was acknowledged at {@code offset}. */
        public void ok(long offset) {
            answer(Outcome.ok(), offset);
        }

        /** It was acknowledged by a broker that has no offsets, or tells none. */
        public void ok() {
            answer(Outcome.ok(), Event.NO_OFFSET);
        }

        /**
         * It certainly was not done and never will be. If in doubt, it is {@link #unknown}: a wrong {@code failed}
         * makes a healthy broker look broken.
         */
        public void failed(String reason) {
            answer(Outcome.fail(reason), Event.NO_OFFSET);
        }

        /** Nobody knows whether it was done. */
        public void unknown(String reason) {
            answer(Outcome.info(reason), Event.NO_OFFSET);
        }

        /** Gives the answer as an outcome; {@code offset} may be {@link Event#NO_OFFSET}. */
        public synchronized void answer(Outcome outcome, long offset) {
            if (answered) {
                throw new IllegalStateException("send " + id + " was answered before; each is answered once");
            }
            answered = true;
            recorder.write(new Event.Send(id, key, transaction, outcome, offset, source, invoked, recorder.now()));
        }
    }

    /** A poll that was invoked and has not returned yet. Used by the consumer's thread. */
    public static final class PendingPoll {
        private final Recorder recorder;
        private final int consumer;
        private final int transaction;
        private final long invoked;
        private long completed = Event.NEVER;
        private boolean any;

        PendingPoll(Recorder recorder, int consumer, int transaction) {
            this.recorder = recorder;
            this.consumer = consumer;
            this.transaction = transaction;
            this.invoked = recorder.now();
        }

        /** Says that it returned now. Implied by the first delivery; all deliveries of a poll carry one time. */
        public PendingPoll returned() {
            if (completed == Event.NEVER) {
                completed = recorder.now();
            }
            return this;
        }

        /** It returned this record of a log. */
        public MessageId delivered(int partition, long offset, byte[] payload) {
            return delivered(partition, offset, payload, Event.NONE);
        }

        /** It returned this record of a log, which has a key. */
        public MessageId delivered(int partition, long offset, byte[] payload, int key) {
            MessageId id = MessagePayload.decode(recorder.run(), partition, payload);
            delivered(partition, offset, id, key, Event.NONE, false);
            return id;
        }

        /** It returned this message, however the caller knows which it is. */
        public void delivered(int partition, long offset, MessageId id, int key, long tag, boolean redelivered) {
            returned();
            any = true;
            recorder.write(new Event.Delivery(
                    consumer, partition, offset, id, key, transaction, tag, redelivered, invoked, completed));
        }

        /** It returned, and everything that it returned was recorded. */
        public void ok() {
            returned();
            if (!any) {
                recorder.write(new Event.Poll(consumer, Outcome.ok(), invoked, completed));
            }
        }

        /** It returned nothing and moved nothing, because of an error. */
        public void failed(String reason) {
            returned();
            recorder.write(new Event.Poll(consumer, Outcome.fail(reason), invoked, completed));
        }

        /** Nobody knows what it returned or where the consumer stands now. */
        public void unknown(String reason) {
            returned();
            recorder.write(new Event.Poll(consumer, Outcome.info(reason), invoked, completed));
        }
    }
}
