package io.waybill.broker.controller;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Waits for the parts of an answer, which come in any order, and gives them on in theirs.
 *
 * @param <T> a part
 */
final class Gather<T> {

    private final TreeMap<Integer, T> parts = new TreeMap<>();
    private final int count;
    private final Consumer<List<T>> done;

    private Gather(int count, Consumer<List<T>> done) {
        this.count = count;
        this.done = done;
    }

    /** Returns who waits for some parts; it ends at once where there are none. */
    static <T> Gather<T> of(int count, Consumer<List<T>> done) {
        if (count == 0) {
            done.accept(List.of());
        }
        return new Gather<>(count, done);
    }

    /** Takes a part, from 0 on, once. */
    void put(int index, T part) {
        parts.put(index, part);
        if (parts.size() == count) {
            done.accept(List.copyOf(parts.values()));
        }
    }
}
