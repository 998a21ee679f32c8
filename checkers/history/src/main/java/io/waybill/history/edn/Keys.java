package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.interchange.ImportSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workload's keys as partitions.
 *
 * <p>A key is an integer that the workload's client maps to a topic and a partition of its own making, which no history
 * tells: key 5 is partition 5 of a topic that is called {@value #TOPIC}. A text is taken for {@code topic-partition}
 * where it looks like one, and for a topic of one partition otherwise.
 */
final class Keys {

    /** The topic that stands for all integer keys. */
    static final String TOPIC = "key";

    private static final int DIRECT = 1 << 16;
    private static final Pattern TOPIC_AND_PARTITION = Pattern.compile("(.+)-(0|[1-9][0-9]{0,8})");

    private final ImportSink sink;
    private int[] direct = new int[64];
    private final Map<Object, Integer> others = new HashMap<>();

    Keys(ImportSink sink) {
        this.sink = sink;
        Arrays.fill(direct, Event.NONE);
    }

    int partition(long key) {
        if (key >= 0 && key < direct.length && direct[(int) key] != Event.NONE) {
            return direct[(int) key];
        }
        return newPartition(key);
    }

    private int newPartition(long key) {
        if (key < 0 || key >= DIRECT) {
            return others.computeIfAbsent(key, k -> define(key));
        }
        while (key >= direct.length) {
            int length = direct.length;
            direct = Arrays.copyOf(direct, length * 2);
            Arrays.fill(direct, length, length * 2, Event.NONE);
        }
        direct[(int) key] = define(key);
        return direct[(int) key];
    }

    private int define(long key) {
        return key >= 0 && key <= Integer.MAX_VALUE
                ? sink.partition(TOPIC, (int) key, Event.PartitionKind.LOG)
                : sink.partition(Long.toString(key), 0, Event.PartitionKind.LOG);
    }

    int partition(String key) {
        return others.computeIfAbsent(key, k -> {
            Matcher matcher = TOPIC_AND_PARTITION.matcher(key);
            return matcher.matches()
                    ? sink.partition(matcher.group(1), Integer.parseInt(matcher.group(2)), Event.PartitionKind.LOG)
                    : sink.partition(key, 0, Event.PartitionKind.LOG);
        });
    }

    int partition(Object key) {
        return key instanceof Long number ? partition(number.longValue()) : partition((String) key);
    }

    /** Returns the topic of a key: what is subscribed to where the workload says the key. */
    static String topic(Object key) {
        if (key instanceof Long) {
            return TOPIC;
        }
        Matcher matcher = TOPIC_AND_PARTITION.matcher((String) key);
        return matcher.matches() ? matcher.group(1) : (String) key;
    }
}
