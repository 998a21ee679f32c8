package io.waybill.history.edn;

import io.waybill.history.Event;
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

    /** The partitions that it reads from, as far as it said so or read from them. */
    final List<Integer> assigned = new ArrayList<>();

    /** Whether its group assigns its partitions: then they may change at any time. */
    boolean subscribed;

    // ---- the operation that it is at ---------------------------------------------------------------------------

    Op.Function pending = Op.Function.NONE;
    long invokedNanos;
    int transaction = Event.NONE;
    int sends;
    int[] partitions = new int[4];
    long[] sequences = new long[4];
    long[] values = new long[4];

    @Nullable
    String[] texts = new @Nullable String[4];

    JepsenProcess(String name) {
        this.name = name;
    }

    void addSend(int partition, long sequence, long value, @Nullable String text) {
        if (sends == partitions.length) {
            int length = sends * 2;
            partitions = Arrays.copyOf(partitions, length);
            sequences = Arrays.copyOf(sequences, length);
            values = Arrays.copyOf(values, length);
            texts = Arrays.copyOf(texts, length);
        }
        partitions[sends] = partition;
        sequences[sends] = sequence;
        values[sends] = value;
        texts[sends++] = text;
    }

    void rest() {
        pending = Op.Function.NONE;
        transaction = Event.NONE;
        sends = 0;
    }
}
