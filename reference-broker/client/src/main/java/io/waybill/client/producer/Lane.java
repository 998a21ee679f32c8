package io.waybill.client.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is on its way to one partition: batches that wait, in the order in which they are to be appended, and those that
 * were sent and not answered.
 */
final class Lane implements Comparable<Lane> {

    final String topic;
    final int partition;
    final ArrayDeque<Batch> queue = new ArrayDeque<>();
    final List<Batch> inFlight = new ArrayList<>();

    /** The sequence that the next new batch gets. */
    int nextSequence;

    Lane(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    /** Puts a batch back where it belongs: before all that come after it. */
    void requeue(Batch batch) {
        var later = new ArrayDeque<Batch>();
        while (!queue.isEmpty() && queue.getFirst().number < batch.number) {
            later.add(queue.removeFirst());
        }
        queue.addFirst(batch);
        while (!later.isEmpty()) {
            queue.addFirst(later.removeLast());
        }
    }

    /**
     * Puts a batch back before all that wait, as Kafka's producer does without sequences: of several that fail together
     * the last one goes first. With one request in flight there is only one, and it is where it belongs.
     */
    void putFirst(Batch batch) {
        queue.addFirst(batch);
    }

    /** Returns whether no batch of a smaller number is under way or waits. */
    boolean isFirst(Batch batch) {
        return inFlight.stream().allMatch(other -> other.number >= batch.number)
                && queue.stream().allMatch(other -> other.number >= batch.number);
    }

    /** Returns whether a batch waits before this one that is to get a new sequence. */
    boolean isBehindUnnumbered(Batch batch) {
        return queue.stream()
                .anyMatch(other ->
                        other.number < batch.number && other.sequence() == Batch.NO_SEQUENCE && !other.isUnnumbered);
    }

    /** Returns whether a batch that has a sequence waits or is under way. */
    boolean hasNumbered() {
        return !inFlight.isEmpty() || queue.stream().anyMatch(batch -> batch.sequence() != Batch.NO_SEQUENCE);
    }

    @Override
    public int compareTo(Lane other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 31 * partition + topic.length();
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
