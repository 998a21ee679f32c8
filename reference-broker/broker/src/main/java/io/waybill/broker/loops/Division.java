package io.waybill.broker.loops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * What a request asks of partitions, by the loops that own them.
 *
 * @param <T> a topic as the request has it
 * @param <P> a partition as it has it
 */
final class Division<T, P> {

    private final List<T> topics;
    private final Function<T, List<P>> partitions;
    /** Of each partition, in the order of the request. */
    private final List<Integer> owners = new ArrayList<>();

    /**
     * Divides.
     *
     * @param owner gives for each topic who owns its partitions
     */
    Division(List<T> topics, Function<T, List<P>> partitions, Function<T, ToIntFunction<P>> owner) {
        this.topics = topics;
        this.partitions = partitions;
        for (T topic : topics) {
            ToIntFunction<P> ofTopic = owner.apply(topic);
            partitions.apply(topic).forEach(partition -> owners.add(ofTopic.applyAsInt(partition)));
        }
    }

    /** Returns who owns any of them. */
    SortedSet<Integer> owners() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(owners));
    }

    /** Returns the owners in the order in which the request comes to them first. */
    List<Integer> ownersInOrder() {
        var order = new ArrayList<Integer>();
        for (int owner : owners) {
            if (!order.contains(owner)) {
                order.add(owner);
            }
        }
        return order;
    }

    /**
     * Returns one owner's part.
     *
     * @param with gives a topic with these of its partitions
     */
    List<T> partOf(int owner, BiFunction<T, List<P>, T> with) {
        var part = new ArrayList<T>();
        int next = 0;
        for (T topic : topics) {
            var own = new ArrayList<P>();
            for (P partition : partitions.apply(topic)) {
                if (owners.get(next++) == owner) {
                    own.add(partition);
                }
            }
            if (!own.isEmpty()) {
                part.add(with.apply(topic, own));
            }
        }
        return part;
    }

    /**
     * Returns the answers of all owners in the order of the request.
     *
     * @param answers gives an owner's answers, in the order of his part
     * @param with gives the answer about a topic
     */
    <A, R> List<R> join(IntFunction<Iterator<A>> answers, BiFunction<T, List<A>, R> with) {
        var byOwner = new ArrayList<Iterator<A>>();
        for (int owner : owners()) {
            while (byOwner.size() <= owner) {
                byOwner.add(Collections.emptyIterator());
            }
            byOwner.set(owner, answers.apply(owner));
        }
        var all = new ArrayList<R>();
        int next = 0;
        for (T topic : topics) {
            var ofTopic = new ArrayList<A>();
            for (int i = partitions.apply(topic).size(); i > 0; i--) {
                ofTopic.add(byOwner.get(owners.get(next++)).next());
            }
            all.add(with.apply(topic, ofTopic));
        }
        return all;
    }
}
