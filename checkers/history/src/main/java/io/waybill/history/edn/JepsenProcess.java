package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.interchange.DeliveryLane;
import io.waybill.history.interchange.ImportSink;
import io.waybill.history.interchange.SendLane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one of Jepsen's processes: it does one operation at a time, and never another after an unknown one.
 */
final class JepsenProcess {

    final String name;
    int session = Event.NONE;
    int consumer = Event.NONE;

    /** Whether the consumer dies with the process. */
    boolean ownsConsumer = true;

    /** The partitions that it reads from, as far as it said so or read from them. */
    final List<Integer> assigned = new ArrayList<>();

    /** Whether its group assigns its partitions: then they may change at any time. */
    boolean subscribed;

    /** The lanes of its deliveries, by partition. */
    private @Nullable DeliveryLane[] deliveryLanes = new @Nullable DeliveryLane[8];

    /** The lanes of its sends, by partition. */
    private @Nullable SendLane[] sendLanes = new @Nullable SendLane[8];

    // ---- the operation that it is at ---------------------------------------------------------------------------

    Op.Function pending = Op.Function.NONE;
    long invokedNanos;
    int transaction = Event.NONE;
    int sends;
    SendLane[] lanes = new SendLane[4];
    long[] sequences = new long[4];
    long[] values = new long[4];

    @Nullable
    String[] texts = new @Nullable String[4];

    JepsenProcess(String name) {
        this.name = name;
    }

    void addSend(SendLane lane, long sequence, long value, @Nullable String text) {
        if (sends == lanes.length) {
            int length = sends * 2;
            lanes = Arrays.copyOf(lanes, length);
            sequences = Arrays.copyOf(sequences, length);
            values = Arrays.copyOf(values, length);
            texts = Arrays.copyOf(texts, length);
        }
        lanes[sends] = lane;
        sequences[sends] = sequence;
        values[sends] = value;
        texts[sends++] = text;
    }

    DeliveryLane deliveryLane(int partition, ImportSink sink) {
        if (partition >= deliveryLanes.length) {
            deliveryLanes = Arrays.copyOf(deliveryLanes, Math.max(partition + 1, deliveryLanes.length * 2));
        }
        DeliveryLane lane = deliveryLanes[partition];
        if (lane == null) {
            lane = sink.deliveryLane(consumer, partition);
            deliveryLanes[partition] = lane;
        }
        return lane;
    }

    SendLane sendLane(int partition, ImportSink sink) {
        if (partition >= sendLanes.length) {
            sendLanes = Arrays.copyOf(sendLanes, Math.max(partition + 1, sendLanes.length * 2));
        }
        SendLane lane = sendLanes[partition];
        if (lane == null) {
            lane = sink.sendLane(session, partition);
            sendLanes[partition] = lane;
        }
        return lane;
    }

    /** Its consumer is gone; should it go on, it is with another. */
    void loseConsumer() {
        consumer = Event.NONE;
        assigned.clear();
        subscribed = false;
        Arrays.fill(deliveryLanes, null);
    }

    void rest() {
        pending = Op.Function.NONE;
        transaction = Event.NONE;
        sends = 0;
    }
}
