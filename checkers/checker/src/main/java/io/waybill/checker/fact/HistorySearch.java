package io.waybill.checker.fact;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Looks up single events for the evidence of a finding: only the blocks that can hold them are read.
 *
 * <p>Used by one thread: it keeps its buffers.
 */
public final class HistorySearch {

    private final HistoryReader history;
    private final HistoryReader.Cursor cursor;
    private final SendColumns sends = new SendColumns();
    private final DeliveryColumns deliveries = new DeliveryColumns();

    /** Creates a search in {@code history}. */
    public HistorySearch(HistoryReader history) {
        this.history = history;
        this.cursor = history.cursor();
    }

    /** Returns the send of a message, or empty where the history has none. */
    public Optional<Event.Send> send(MessageId message) {
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block) && index.owner(block) == message.session() && mayHold(index, block, message)) {
                cursor.read(block, sends);
                for (int row = 0; row < sends.rows(); row++) {
                    if (sends.sequences()[row] == message.sequence()) {
                        return Optional.of(history.send(sends, row));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mayHold(BlockIndex index, int block, MessageId message) {
        return index.partition(block) == message.partition()
                && index.lowSequence(block) <= message.sequence()
                && index.highSequence(block) >= message.sequence();
    }

    /** Returns an output of an input that a session sent in a transaction, or empty. */
    public Optional<Event.Send> output(int session, int transaction, PartitionOffset input) {
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block) && index.owner(block) == session) {
                cursor.read(block, sends);
                for (int row = 0; row < sends.rows() && sends.hasSources() && sends.hasTransactions(); row++) {
                    if (sends.transactions()[row] == transaction
                            && sends.sourcePartitions()[row] == input.partition()
                            && sends.sourceOffsets()[row] == input.offset()) {
                        return Optional.of(history.send(sends, row));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the deliveries of a message by polls that returned then, in the order in which they were recorded. */
    public List<Event.Delivery> deliveries(MessageId message, long completeNanos) {
        List<Event.Delivery> found = new ArrayList<>();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (!index.isDeliveries(block)
                    || index.partition(block) != message.partition()
                    || index.firstNanos(block) > completeNanos
                    || index.lastNanos(block) < completeNanos) {
                continue;
            }
            cursor.read(block, deliveries);
            for (int row = 0; row < deliveries.rows(); row++) {
                if (deliveries.completeNanos()[row] == completeNanos
                        && deliveries.sequences()[row] == message.sequence()
                        && deliveries.sessions()[row] == message.session()) {
                    found.add(HistoryReader.delivery(deliveries, row));
                }
            }
        }
        return found;
    }

    /** Shows which of some messages were handed to which consumers: one pass over their partitions. */
    public void eachDelivery(Set<MessageId> messages, BiConsumer<MessageId, Integer> consumer) {
        Set<Integer> partitions = new HashSet<>();
        messages.forEach(message -> partitions.add(message.partition()));
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (!index.isDeliveries(block) || !partitions.contains(index.partition(block))) {
                continue;
            }
            cursor.read(block, deliveries);
            for (int row = 0; row < deliveries.rows(); row++) {
                MessageId message = new MessageId(
                        deliveries.sessions()[row],
                        deliveries.partition(),
                        deliveries.sequences()[row]);
                if (messages.contains(message)) {
                    consumer.accept(message, deliveries.consumer());
                }
            }
        }
    }

    /** Returns the delivery at an offset to a consumer by a poll that returned then, or empty. */
    public Optional<Event.Delivery> delivery(int consumer, int partition, long offset, long completeNanos) {
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (isOf(index, block, consumer, partition)
                    && index.lowOffset(block) <= offset
                    && index.highOffset(block) >= offset) {
                cursor.read(block, deliveries);
                for (int row = 0; row < deliveries.rows(); row++) {
                    if (deliveries.offsets()[row] == offset && deliveries.completeNanos()[row] == completeNanos) {
                        return Optional.of(HistoryReader.delivery(deliveries, row));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(BlockIndex index, int block, int consumer, int partition) {
        return index.isDeliveries(block) && index.owner(block) == consumer && index.partition(block) == partition;
    }

    /**
     * Returns what shows that a consumer passed an offset: its last delivery or position in front of it and the first
     * one behind it; either may be missing.
     */
    public List<Event> passage(int consumer, int partition, long offset) {
        Nearest nearest = new Nearest(offset);
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (isOf(index, block, consumer, partition)) {
                cursor.read(block, deliveries);
                for (int row = 0; row < deliveries.rows(); row++) {
                    nearest.include(deliveries, row);
                }
            }
        }
        history.eachEvent(event -> {
            if (event instanceof Event.Positioned e && e.consumer() == consumer && e.partition() == partition) {
                nearest.include(e);
            }
        });
        return nearest.events();
    }

    /** Returns the first delivery of an offset to one of some consumers, or a position behind it, or nothing. */
    public List<Event> reached(IntPredicate consumers, int partition, long offset) {
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (isOf(index, block, index.owner(block), partition)
                    && consumers.test(index.owner(block))
                    && index.lowOffset(block) <= offset
                    && index.highOffset(block) >= offset) {
                cursor.read(block, deliveries);
                for (int row = 0; row < deliveries.rows(); row++) {
                    if (deliveries.offsets()[row] == offset) {
                        return List.of(HistoryReader.delivery(deliveries, row));
                    }
                }
            }
        }
        return event(event -> event instanceof Event.Positioned e
                        && e.partition() == partition
                        && e.offset() == offset + 1
                        && consumers.test(e.consumer()))
                .stream()
                .toList();
    }

    /** Returns the settlement of a message by a consumer that completed then, or empty. */
    public Optional<Event.Settlement> settlement(MessageId message, int consumer, long completeNanos) {
        SettlementColumns settlements = new SettlementColumns();
        BlockIndex index = history.index();
        for (int block = 0; block < index.size(); block++) {
            if (!index.isSettlements(block) || index.owner(block) != consumer || !mayHold(index, block, message)) {
                continue;
            }
            cursor.read(block, settlements);
            for (int row = 0; row < settlements.rows(); row++) {
                if (settlements.sequences()[row] == message.sequence()
                        && settlements.sessions()[row] == message.session()
                        && settlements.completeNanos()[row] == completeNanos) {
                    return Optional.of(history.settlement(settlements, row));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the first recorded event that is no send, delivery or settlement and satisfies a condition, or empty. */
    public Optional<Event> event(Predicate<Event> condition) {
        List<Event> found = new ArrayList<>(1);
        history.eachEvent(event -> {
            if (found.isEmpty() && condition.test(event)) {
                found.add(event);
            }
        });
        return found.stream().findFirst();
    }

    /** What stands nearest to an offset, on either side. */
    private static final class Nearest {
        private final long offset;
        private long below = Long.MIN_VALUE;
        private long above = Long.MAX_VALUE;
        private final List<Event> before = new ArrayList<>(1);
        private final List<Event> after = new ArrayList<>(1);

        Nearest(long offset) {
            this.offset = offset;
        }

        void include(DeliveryColumns c, int row) {
            long at = c.offsets()[row];
            if (at < offset && at > below) {
                below = at;
                before.clear();
                before.add(HistoryReader.delivery(c, row));
            } else if (at > offset && at < above) {
                above = at;
                after.clear();
                after.add(HistoryReader.delivery(c, row));
            }
        }

        /** A position names the next record: a start at the offset itself is in front of it. */
        void include(Event.Positioned e) {
            boolean end = e.reason() == Event.PositionReason.END;
            if (!end && e.offset() <= offset && e.offset() - 1 > below) {
                below = e.offset() - 1;
                before.clear();
                before.add(e);
            } else if (end && e.offset() > offset && e.offset() < above) {
                above = e.offset();
                after.clear();
                after.add(e);
            }
        }

        List<Event> events() {
            List<Event> both = new ArrayList<>(before);
            both.addAll(after);
            return both;
        }
    }
}
