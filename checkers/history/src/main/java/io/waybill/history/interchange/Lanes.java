package io.waybill.history.interchange;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gathers rows into blocks.
 *
 * <p>{@link HistoryWriter} does the same for a run, whose pairs of session and partition are few. An imported history
 * may have any number of them (each crash of a client makes new ones), so here the rows that wait are bounded
 * altogether.
 */
final class Lanes {

    private static final int FIRST_ROWS = 32;

    /** About 80 MB of columns. */
    private static final int MOST_WAITING_ROWS = 1_000_000;

    private static final int MOST_ACTIVE = 16_384;

    private final HistoryWriter writer;
    private final Messages messages;
    private final PairTable<SendLane> sends = new PairTable<>();
    private final PairTable<DeliveryLane> deliveries = new PairTable<>();
    private final List<SendLane> activeSends = new ArrayList<>();
    private final List<DeliveryLane> activeDeliveries = new ArrayList<>();
    private final List<SendColumns> idleSends = new ArrayList<>();
    private final List<DeliveryColumns> idleDeliveries = new ArrayList<>();
    private int waitingRows;

    Lanes(HistoryWriter writer, Messages messages) {
        this.writer = writer;
        this.messages = messages;
    }

    SendLane sendLane(int session, int partition) {
        long pair = PairTable.pair(session, partition);
        SendLane lane = sends.get(pair);
        if (lane == null) {
            lane = new SendLane(session, partition, messages.of(partition));
            sends.put(pair, lane);
        }
        return lane;
    }

    DeliveryLane deliveryLane(int consumer, int partition) {
        long pair = PairTable.pair(consumer, partition);
        DeliveryLane lane = deliveries.get(pair);
        if (lane == null) {
            lane = new DeliveryLane(consumer, partition, messages.of(partition));
            deliveries.put(pair, lane);
        }
        return lane;
    }

    /** Returns columns with room for a row, which the caller adds at once. */
    SendColumns room(SendLane lane) {
        SendColumns columns = lane.waiting;
        if (columns == null) {
            makeRoom();
            columns = idleSends.isEmpty() ? new SendColumns(FIRST_ROWS) : idleSends.remove(idleSends.size() - 1);
            columns.reset(lane.session, lane.partition);
            lane.waiting = columns;
            activeSends.add(lane);
        } else if (columns.isFull()) {
            waitingRows -= columns.rows();
            writer.write(columns);
            columns.reset(lane.session, lane.partition);
        }
        waitingRows++;
        return columns;
    }

    /** Returns columns with room for a row, which the caller adds at once. */
    DeliveryColumns room(DeliveryLane lane) {
        DeliveryColumns columns = lane.waiting;
        if (columns == null) {
            makeRoom();
            columns = idleDeliveries.isEmpty()
                    ? new DeliveryColumns(FIRST_ROWS)
                    : idleDeliveries.remove(idleDeliveries.size() - 1);
            columns.reset(lane.consumer, lane.partition);
            lane.waiting = columns;
            activeDeliveries.add(lane);
        } else if (columns.isFull()) {
            waitingRows -= columns.rows();
            writer.write(columns);
            columns.reset(lane.consumer, lane.partition);
        }
        waitingRows++;
        return columns;
    }

    /** Asked where columns are taken up only: what waits grows by a block a lane beyond the bound at most. */
    private void makeRoom() {
        if (waitingRows >= MOST_WAITING_ROWS || activeSends.size() + activeDeliveries.size() >= MOST_ACTIVE) {
            drain();
        }
    }

    /** Writes every row that waits. */
    void drain() {
        for (SendLane lane : activeSends) {
            SendColumns columns = Objects.requireNonNull(lane.waiting);
            writer.write(columns);
            lane.waiting = null;
            idleSends.add(columns);
        }
        for (DeliveryLane lane : activeDeliveries) {
            DeliveryColumns columns = Objects.requireNonNull(lane.waiting);
            writer.write(columns);
            lane.waiting = null;
            idleDeliveries.add(columns);
        }
        activeSends.clear();
        activeDeliveries.clear();
        waitingRows = 0;
    }

    /** Shows every pair of session and partition that was ever mentioned. */
    void eachSendLane(java.util.function.Consumer<SendLane> consumer) {
        sends.each(consumer);
    }
}
