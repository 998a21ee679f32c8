package io.waybill.benchmark.broker;

import io.waybill.benchmark.broker.Load.Acks;
import io.waybill.benchmark.broker.Load.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The loads of a session. */
final class Loads {

    private static final int SMALL_BYTES = 100;
    private static final int LARGE_BYTES = 1024;
    private static final int SMALL_COUNT = 2_000_000;
    private static final int LARGE_COUNT = 300_000;
    /** Kafka's batches wait for each other's flushes, which take milliseconds each. */
    private static final int FLUSHED_COUNT = 20_000;

    private static final int LATENCY_COUNT = 8_000;
    private static final List<Integer> PARTITIONS = List.of(1, 10, 100);
    private static final int FEW = 1;
    private static final int SOME = 10;
    private static final int MANY = 100;

    private Loads() {}

    /** Returns a star: from the middle, ten partitions without compression, one thing at a time is different. */
    static List<Load> standard() {
        List<Load> loads = new ArrayList<>();
        for (int size : List.of(SMALL_BYTES, LARGE_BYTES)) {
            loads.add(produce(size, SOME, Acks.ONE, Compression.NONE));
            loads.add(produce(size, SOME, Acks.ALL, Compression.NONE));
            loads.add(consume(size, SOME, Compression.NONE));
            loads.add(produce(size, SOME, Acks.ALL, Compression.LZ4));
            loads.add(consume(size, SOME, Compression.LZ4));
            loads.add(produce(size, FEW, Acks.ALL, Compression.NONE));
        }
        loads.add(produce(SMALL_BYTES, MANY, Acks.ALL, Compression.NONE));
        loads.add(flushed());
        loads.addAll(latencies());
        return loads;
    }

    /** Returns every combination. */
    static List<Load> full() {
        List<Load> loads = new ArrayList<>();
        for (int size : List.of(SMALL_BYTES, LARGE_BYTES)) {
            for (int partitions : PARTITIONS) {
                for (Compression compression : Compression.values()) {
                    loads.add(produce(size, partitions, Acks.ONE, compression));
                    loads.add(produce(size, partitions, Acks.ALL, compression));
                    loads.add(consume(size, partitions, compression));
                }
            }
        }
        loads.add(flushed());
        loads.addAll(latencies());
        return loads;
    }

    /** Returns {@code loads} with a part of their records. */
    static List<Load> shorter(List<Load> loads, int divisor) {
        return loads.stream()
                .map(load -> load.of(Math.max(1, load.count() / divisor)))
                .toList();
    }

    /** Returns those of {@code loads} whose names contain one of the words; all where there are none. */
    static List<Load> only(List<Load> loads, List<String> words) {
        return loads.stream()
                .filter(load -> words.isEmpty()
                        || words.stream()
                                .anyMatch(word ->
                                        load.name().contains(word.strip().toLowerCase(Locale.ROOT))
                                                || load.name().contains(word.strip())))
                .toList();
    }

    private static List<Load> latencies() {
        return List.of(Load.latency(Acks.ONE, LATENCY_COUNT), Load.latency(Acks.ALL, LATENCY_COUNT));
    }

    private static Load flushed() {
        return Load.produce(LARGE_BYTES, SOME, Acks.ALL, Compression.NONE, FLUSHED_COUNT)
                .flushed();
    }

    private static Load produce(int size, int partitions, Acks acks, Compression compression) {
        return Load.produce(size, partitions, acks, compression, countOf(size));
    }

    private static Load consume(int size, int partitions, Compression compression) {
        return Load.consume(size, partitions, compression, countOf(size));
    }

    private static int countOf(int size) {
        return size == SMALL_BYTES ? SMALL_COUNT : LARGE_COUNT;
    }
}
