package io.waybill.checker.queue;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What is known of each message of one queue: a few numbers in columns, no object a message.
 *
 * <p>The sends and the deliveries may be loaded by two threads at once: they fill different columns.
 */
final class QueueTable {

    /** In {@link #outcomes}: no send of it is recorded. */
    static final byte ABSENT = 0;

    static final byte OK = 1;
    static final byte FAIL = 2;
    static final byte INFO = 3;

    final MessageLanes lanes;
    final int partition;
    final byte[] outcomes;
    final long[] sendInvoke;
    final long[] sendComplete;

    /** The first delivery, by the time at which its poll returned; {@link Event#NEVER} where there was none. */
    final long[] handedInvoke;

    final long[] handedComplete;

    /** Messages that were delivered more than once: only they need a closer look. */
    final BitSet again = new BitSet();

    /** Messages whose first delivery is marked as redelivered: there was one before that nobody knows of. */
    final BitSet returned = new BitSet();

    /** Deliveries of what no session of this queue can have sent. */
    final List<Event.Delivery> strays = new ArrayList<>();

    long deliveries;

    QueueTable(MessageLanes lanes, int partition) {
        this.lanes = lanes;
        this.partition = partition;
        int size = lanes.size();
        outcomes = new byte[size];
        sendInvoke = new long[size];
        sendComplete = new long[size];
        handedInvoke = new long[size];
        handedComplete = new long[size];
        Arrays.fill(handedInvoke, Event.NEVER);
        Arrays.fill(handedComplete, Event.NEVER);
    }

    void loadSends(HistoryReader history, HistoryFacts facts, List<Integer> blocks) {
        HistoryReader.Cursor cursor = history.cursor();
        SendColumns c = new SendColumns();
        for (int block : blocks) {
            cursor.read(block, c);
            for (int i = 0; i < c.rows(); i++) {
                int row = lanes.row(c.session(), c.sequences()[i]);
                sendInvoke[row] = c.invokeNanos()[i];
                sendComplete[row] = c.completeNanos()[i];
                outcomes[row] = outcome(c, i, facts);
            }
        }
    }

    /** A message of a transaction is in the queue for sure only once the commit is. */
    private static byte outcome(SendColumns c, int i, HistoryFacts facts) {
        byte code = (byte) (c.outcome(i) + 1);
        if (code != OK || !c.hasTransactions() || c.transactions()[i] == Event.NONE) {
            return code;
        }
        boolean committed = facts.transaction(c.transactions()[i]) == HistoryFacts.TransactionState.COMMITTED;
        return committed ? OK : INFO;
    }

    void loadDeliveries(HistoryReader history, List<Integer> blocks) {
        HistoryReader.Cursor cursor = history.cursor();
        DeliveryColumns c = new DeliveryColumns();
        for (int block : blocks) {
            cursor.read(block, c);
            deliveries += c.rows();
            for (int i = 0; i < c.rows(); i++) {
                int row = lanes.row(c.sessions()[i], c.sequences()[i]);
                if (row < 0) {
                    if (c.sessions()[i] != MessageId.FOREIGN) {
                        strays.add(HistoryReader.delivery(c, i));
                    }
                    continue;
                }
                hand(row, c, i);
            }
        }
    }

    private void hand(int row, DeliveryColumns c, int i) {
        if (handedComplete[row] != Event.NEVER) {
            again.set(row);
        }
        if (c.completeNanos()[i] < handedComplete[row] || handedComplete[row] == Event.NEVER) {
            handedInvoke[row] = c.invokeNanos()[i];
            handedComplete[row] = c.completeNanos()[i];
            if (c.hasTags()) {
                returned.set(row, c.redelivered()[i] != 0);
            } else {
                returned.clear(row);
            }
        }
    }

    boolean isDelivered(int row) {
        return handedComplete[row] != Event.NEVER;
    }

    MessageId message(int row) {
        return new MessageId(lanes.session(row), partition, lanes.sequence(row));
    }
}
