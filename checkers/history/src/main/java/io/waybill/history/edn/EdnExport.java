package io.waybill.history.edn;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Writes a history as operation maps of Jepsen's Kafka workload, in the order of time.
 *
 * <p>The blocks of a history overlap in time. They are taken up in the order of their first moments, and what they hold
 * waits in a queue until no block can hold anything earlier: memory grows with the blocks that overlap, not with the
 * history. A transaction is written whole when it ends, its invocation with its own time directly before its
 * completion.
 *
 * <p>What the workload has no words for is left out: commits, positions but the beginning, facts, phases, moments.
 */
public final class EdnExport {

    private final HistoryReader history;
    private final HistoryReader.Cursor cursor;
    private final BlockIndex index;
    private final PriorityQueue<Moment> queue = new PriorityQueue<>(Moment.ORDER);
    private long loaded;

    private EdnExport(HistoryReader history) {
        this.history = history;
        cursor = history.cursor();
        index = history.index();
    }

    /**
     * What happened at one moment. Completions go before all else, so that a process is free for its next operation.
     */
    private record Moment(long nanos, int rank, int owner, long order, Object what) {
        static final Comparator<Moment> ORDER = Comparator.comparingLong(Moment::nanos)
                .thenComparingInt(Moment::rank)
                .thenComparingInt(Moment::owner)
                .thenComparingLong(Moment::order);
    }

    private static final int COMPLETION = 0;
    private static final int OTHER = 1;
    private static final int SEND = 2;
    private static final int POLL = 3;

    /** Writes the history; the stream is left open. */
    public static void write(HistoryReader history, OutputStream out) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        OpWriter ops = new OpWriter(writer, ExportNames.of(history));
        new EdnExport(history).sweep(ops);
        ops.finish();
        writer.flush();
    }

    private void sweep(OpWriter ops) throws IOException {
        int[] blocks = IntStream.range(0, index.size())
                .boxed()
                .sorted(Comparator.comparingLong(index::firstNanos))
                .mapToInt(Integer::intValue)
                .toArray();
        int next = 0;
        while (next < blocks.length || !queue.isEmpty()) {
            Moment first = queue.peek();
            if (next < blocks.length && (first == null || index.firstNanos(blocks[next]) <= first.nanos)) {
                load(blocks[next++]);
            } else {
                happen(queue.remove(), ops);
            }
        }
    }

    private void load(int block) {
        if (index.isSends(block)) {
            SendColumns sends = new SendColumns();
            cursor.read(block, sends);
            for (int row = 0; row < sends.rows(); row++) {
                Event.Send send = history.send(sends, row);
                queue.add(new Moment(
                        send.timeNanos(),
                        SEND,
                        send.message().session(),
                        send.message().sequence(),
                        send));
            }
        } else if (index.isDeliveries(block)) {
            DeliveryColumns deliveries = new DeliveryColumns();
            cursor.read(block, deliveries);
            loadPolls(deliveries);
        } else {
            cursor.readEvents(block, event -> queue.add(new Moment(momentOf(event), OTHER, 0, loaded++, event)));
        }
    }

    /** A transaction is written when it has ended: only then it is known whole. */
    private static long momentOf(Event event) {
        return event instanceof Event.TransactionEnded e ? e.completeNanos() : event.timeNanos();
    }

    private void loadPolls(DeliveryColumns c) {
        List<Event.Delivery> poll = new ArrayList<>();
        for (int row = 0; row < c.rows(); row++) {
            Event.Delivery delivery = HistoryReader.delivery(c, row);
            if (!poll.isEmpty() && !isOnePoll(poll.get(0), delivery)) {
                add(poll);
                poll = new ArrayList<>();
            }
            poll.add(delivery);
        }
        add(poll);
    }

    private void add(List<Event.Delivery> poll) {
        Event.Delivery first = poll.get(0);
        queue.add(new Moment(first.timeNanos(), POLL, first.consumer(), loaded++, List.copyOf(poll)));
    }

    private static boolean isOnePoll(Event.Delivery a, Event.Delivery b) {
        return a.timeNanos() == b.timeNanos()
                && a.completeNanos() == b.completeNanos()
                && a.transaction() == b.transaction();
    }

    private void happen(Moment moment, OpWriter ops) throws IOException {
        if (moment.what instanceof OpWriter.Completion completion) {
            completion.write();
        } else if (moment.what instanceof Event.Send send) {
            then(send.completeNanos(), ops.send(send));
        } else if (moment.what instanceof Event event) {
            long end = event instanceof Event.Poll poll ? poll.completeNanos() : moment.nanos;
            then(end, ops.event(event, startsFromTheBeginning(event)));
        } else {
            List<Event.Delivery> poll = wholePoll(moment);
            then(poll.get(0).completeNanos(), ops.poll(poll));
        }
    }

    private void then(long nanos, OpWriter.Completion completion) {
        if (nanos != Event.NEVER && completion != OpWriter.NOTHING) {
            queue.add(new Moment(nanos, COMPLETION, 0, loaded++, completion));
        }
    }

    /** Gathers what a poll returned from other partitions: it stands next in the queue. */
    private List<Event.Delivery> wholePoll(Moment moment) {
        List<Event.Delivery> whole = new ArrayList<>(deliveries(moment));
        Moment next = queue.peek();
        while (next != null
                && next.rank == POLL
                && next.owner == moment.owner
                && isOnePoll(whole.get(0), deliveries(next).get(0))) {
            whole.addAll(deliveries(queue.remove()));
            next = queue.peek();
        }
        return whole;
    }

    @SuppressWarnings("unchecked")
    private static List<Event.Delivery> deliveries(Moment moment) {
        return (List<Event.Delivery>) moment.what;
    }

    /** Returns whether all partitions of an assignment are said to be read from their beginning; takes what says so. */
    private boolean startsFromTheBeginning(Event event) {
        if (!(event instanceof Event.Assigned assigned)) {
            return false;
        }
        int count = 0;
        Moment next = queue.peek();
        while (next != null
                && next.what instanceof Event.Positioned position
                && position.consumer() == assigned.consumer()
                && position.timeNanos() == assigned.timeNanos()
                && position.offset() == 0
                && position.reason() == Event.PositionReason.START) {
            queue.remove();
            count++;
            next = queue.peek();
        }
        return count > 0 && count == assigned.partitions().size();
    }
}
