package io.waybill.history.edn;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.edn.Op.Function;
import io.waybill.history.interchange.DeliveryLane;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.SendLane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Operations as events.
 *
 * <p>What the history does not tell is taken as the workload's own checker takes it: producers are idempotent,
 * consumers read what is committed, a message counts as delivered when anybody has read it, and a {@code :txn} is a
 * transaction while {@code :send} and {@code :poll} are none. After an assignment, a failed poll, and every poll of a
 * subscribed consumer, nothing is known of where it reads next.
 */
final class OpInterpreter {

    private static final int DIRECT_PROCESSES = 1 << 16;
    private static final int MOST_REASONS = 10_000;

    private final ImportSink sink;
    private final NemesisOps nemesis;
    private final List<@Nullable JepsenProcess> processes = new ArrayList<>();
    private final Map<Long, JepsenProcess> manyProcesses = new HashMap<>();
    private final Map<String, Integer> sessions = new HashMap<>();
    private final Map<String, Integer> consumers = new HashMap<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private final TreeMap<String, Integer> ignored = new TreeMap<>();
    private long operations;
    private long clock;

    OpInterpreter(ImportSink sink) {
        this.sink = sink;
        nemesis = new NemesisOps(sink);
    }

    void apply(Op op) {
        long time = op.time == Op.NO_TIME ? clock + 1 : op.time;
        clock = Math.max(clock, time);
        if (op.process == Op.NEMESIS) {
            nemesis.apply(op.fText, op.valueText, time);
            return;
        }
        if (op.f == Function.OTHER) {
            ignored.merge(op.fText, 1, Integer::sum);
            return;
        }
        operations++;
        JepsenProcess process = process(op.process);
        if (op.session != null && process.session == Event.NONE) {
            process.session = session(op.session);
        }
        if (op.consumer != null && process.consumer == Event.NONE) {
            process.consumer = consumer(op.consumer);
            process.ownsConsumer = false;
        }
        if (op.type == Op.INVOKE) {
            invoke(process, op, time);
        } else {
            complete(process, op, time);
        }
    }

    private JepsenProcess process(long number) {
        if (number >= DIRECT_PROCESSES) {
            return manyProcesses.computeIfAbsent(number, n -> new JepsenProcess("p" + n));
        }
        while (processes.size() <= number) {
            processes.add(null);
        }
        JepsenProcess process = processes.get((int) number);
        if (process == null) {
            process = new JepsenProcess("p" + number);
            processes.set((int) number, process);
        }
        return process;
    }

    /** Sessions and consumers that our own export names: more than one process may be one of them. */
    private int session(String name) {
        return sessions.computeIfAbsent(name, n -> {
            int id = sink.nextSession();
            sink.session(new Event.SessionDefined(id, n, true, Event.Acks.UNSPECIFIED, 0, null, 0, 0, 0));
            return id;
        });
    }

    private int consumer(String name) {
        return consumers.computeIfAbsent(name, n -> sink.consumer(n, "all", Event.Isolation.READ_COMMITTED, 0));
    }

    private int session(JepsenProcess process) {
        if (process.session == Event.NONE) {
            process.session = session(process.name);
        }
        return process.session;
    }

    private int consumer(JepsenProcess process) {
        if (process.consumer == Event.NONE) {
            process.consumer = consumer(process.name);
        }
        return process.consumer;
    }

    // ---- invocations -------------------------------------------------------------------------------------------

    private void invoke(JepsenProcess process, Op op, long time) {
        if (process.pending != Function.NONE) {
            abandon(process, "the process went on to another operation");
        }
        process.pending = op.f;
        process.invokedNanos = time;
        if (op.f == Function.TXN) {
            process.transaction = sink.newTransaction();
            sink.event(new Event.TransactionBegun(process.transaction, session(process), time));
        }
        if (op.f == Function.SEND || op.f == Function.TXN) {
            for (int i = 0; i < op.sends; i++) {
                send(process, op.sendPartitions[i], op.sendValues[i], op.sendTexts[i], time);
            }
        }
    }

    private void send(JepsenProcess process, int partition, long value, @Nullable String text, long time) {
        session(process);
        SendLane lane = process.sendLane(partition, sink);
        long sequence = text == null
                ? sink.sending(sink.message(partition, value), lane, value, time)
                : sink.sending(sink.message(partition, text), lane, text, time);
        process.addSend(lane, sequence, value, text);
    }

    /** What was invoked and never completed: nobody knows. */
    private void abandon(JepsenProcess process, String why) {
        Outcome outcome = Outcome.info(why);
        int reason = sink.reason(outcome);
        for (int i = 0; i < process.sends; i++) {
            row(process, i, SendColumns.INFO, reason, Event.NO_OFFSET, Event.NEVER);
        }
        if (process.pending == Function.TXN) {
            sink.event(
                    new Event.TransactionEnded(process.transaction, true, outcome, process.invokedNanos, Event.NEVER));
        }
        if (process.pending == Function.POLL) {
            sink.event(new Event.Poll(consumer(process), outcome, process.invokedNanos, Event.NEVER));
        }
        process.rest();
    }

    // ---- completions -------------------------------------------------------------------------------------------

    private void complete(JepsenProcess process, Op op, long time) {
        if (process.pending == Function.NONE) {
            // A history of completions alone: the operation began no later than now.
            invoke(process, op, time);
        }
        switch (op.f) {
            case SEND, POLL, TXN -> micro(process, op, time);
            case ASSIGN, SUBSCRIBE -> assign(process, op, time);
            case CRASH -> crash(process, time);
            case OTHER, NONE -> throw new IllegalStateException("such an operation was left out before");
        }
        process.rest();
        if (op.type == Op.INFO && op.f != Function.CRASH && process.ownsConsumer) {
            crash(process, time);
        }
    }

    private void crash(JepsenProcess process, long time) {
        if (process.consumer != Event.NONE) {
            sink.event(new Event.ConsumerClosed(process.consumer, true, time));
            consumers.values().remove(process.consumer);
        }
        process.loseConsumer();
    }

    private void assign(JepsenProcess process, Op op, long time) {
        if (op.type != Op.OK) {
            return;
        }
        int consumer = consumer(process);
        process.assigned.clear();
        process.subscribed = op.f == Function.SUBSCRIBE;
        if (process.subscribed) {
            sink.event(new Event.Subscribed(
                    consumer, op.keys.stream().map(Keys::topic).distinct().toList(), time));
            // Which partitions it will be given is not told: nothing is known of its positions from here on.
            sink.event(new Event.Assigned(consumer, process.assigned, Event.NONE, time));
            return;
        }
        process.assigned.addAll(op.partitions);
        sink.event(new Event.Assigned(consumer, process.assigned, Event.NONE, time));
        if (op.seeksToBeginning) {
            for (int partition : process.assigned) {
                sink.event(new Event.Positioned(consumer, partition, 0, Event.PositionReason.START, time));
            }
        }
    }

    private void micro(JepsenProcess process, Op op, long time) {
        Outcome outcome = op.type == Op.OK ? Outcome.ok() : outcome(op);
        completeSends(process, op, outcome, time);
        boolean polls = op.f == Function.POLL || op.polls > 0;
        if (polls) {
            completePolls(process, op, outcome, time);
        }
        if (op.f == Function.TXN) {
            // A failed transaction certainly did not commit: it is as good as one whose abort succeeded.
            boolean aborted = op.type == Op.FAIL;
            sink.event(new Event.TransactionEnded(
                    process.transaction, !aborted, aborted ? Outcome.ok() : outcome, process.invokedNanos, time));
        }
    }

    private void completeSends(JepsenProcess process, Op op, Outcome outcome, long time) {
        if (process.sends == 0) {
            return;
        }
        byte code = op.type == Op.OK ? SendColumns.OK : op.type == Op.FAIL ? SendColumns.FAIL : SendColumns.INFO;
        int reason = op.type == Op.OK ? Event.NONE : sink.reason(outcome);
        for (int i = 0; i < process.sends; i++) {
            row(process, i, code, reason, offset(process, i, op), time);
        }
    }

    private void row(JepsenProcess process, int i, byte code, int reason, long offset, long time) {
        SendColumns columns =
                sink.sent(process.lanes[i], process.sequences[i], code, reason, offset, process.invokedNanos, time);
        if (process.transaction != Event.NONE) {
            columns.extend(Event.NONE, process.transaction, Event.NONE, Event.NO_OFFSET);
        }
    }

    /** The completion has the same micro-operations in the same order; where it has not, the value decides. */
    private static long offset(JepsenProcess process, int i, Op op) {
        if (i < op.sends && isSame(process, i, op, i)) {
            return op.sendOffsets[i];
        }
        for (int j = 0; j < op.sends; j++) {
            if (isSame(process, i, op, j)) {
                return op.sendOffsets[j];
            }
        }
        return Event.NO_OFFSET;
    }

    private static boolean isSame(JepsenProcess process, int i, Op op, int j) {
        return op.sendPartitions[j] == process.lanes[i].partition()
                && op.sendValues[j] == process.values[i]
                && Objects.equals(op.sendTexts[j], process.texts[i]);
    }

    private void completePolls(JepsenProcess process, Op op, Outcome outcome, long time) {
        int consumer = consumer(process);
        if (!op.rebalanced.isEmpty()) {
            sink.event(new Event.Assigned(consumer, process.assigned, Event.NONE, process.invokedNanos));
        }
        for (int i = 0; i < op.records; i++) {
            deliver(process, op, i, time);
        }
        if (op.records == 0 || op.type != Op.OK) {
            sink.event(new Event.Poll(consumer, outcome, process.invokedNanos, time));
        }
        boolean unsure = (process.subscribed && op.records > 0) || op.type == Op.FAIL || !op.rebalanced.isEmpty();
        if (unsure && op.type != Op.INFO) {
            sink.event(new Event.Assigned(consumer, process.assigned, Event.NONE, time));
        }
    }

    private void deliver(JepsenProcess process, Op op, int i, long time) {
        int partition = op.recordPartitions[i];
        String text = op.recordTexts[i];
        long offset = op.recordOffsets[i];
        DeliveryLane lane = process.deliveryLane(partition, sink);
        DeliveryColumns columns = text == null
                ? sink.delivered(lane, offset, op.recordValues[i], process.invokedNanos, time)
                : sink.delivered(lane, offset, sink.message(partition, text), text, process.invokedNanos, time);
        if (process.transaction != Event.NONE) {
            columns.extend(Event.NONE, process.transaction, Event.NONE, false);
        }
        if (process.subscribed && !process.assigned.contains(partition)) {
            process.assigned.add(partition);
        }
    }

    private Outcome outcome(Op op) {
        String reason = op.error;
        if (reason.isEmpty()) {
            reason = op.type == Op.FAIL ? "no :error was recorded" : "nobody knows: no :error was recorded";
        }
        if (reasons.size() >= MOST_REASONS && !reasons.containsKey(reason)) {
            reason = "an error unlike " + MOST_REASONS + " before it";
        } else {
            reasons.put(reason, 0);
        }
        return op.type == Op.FAIL ? Outcome.fail(reason) : Outcome.info(reason);
    }

    // ---- the end -----------------------------------------------------------------------------------------------

    /** Says what became of the operations that were never completed, and of what was left out. */
    void finish() {
        String why = "no completion was recorded";
        processes.stream().filter(Objects::nonNull).forEach(process -> abandon(process, why));
        manyProcesses.values().forEach(process -> abandon(process, why));
        nemesis.finish();
        if (!ignored.isEmpty()) {
            String what = ignored.entrySet().stream()
                    .map(each -> each.getValue() + " entries of " + each.getKey())
                    .collect(Collectors.joining(", "));
            sink.event(new Event.Attribute("left-out", what));
        }
    }

    /** Returns a complaint where the file is of some other workload, or an empty text. */
    String complaint() {
        return operations == 0 && !ignored.isEmpty()
                ? "it has no operation of Jepsen's Kafka workload, only " + String.join(", ", ignored.keySet())
                        + "; expected :send, :poll, :txn, :assign, :subscribe"
                : "";
    }
}
