package io.waybill.environment;

import java.util.function.Consumer;

/** The loops of one node. Each has an {@link Environment} of its own; nothing mutable is shared between them. */
public interface Shards {

    /** Returns the number of this loop, from 0 to {@link #count} - 1. */
    int self();

    /** Returns how many loops the node has, 1 or more; the same during an incarnation. */
    int count();

    /**
     * Runs a task on another loop of this node, or on this one. Tasks from one loop to another run in the order in
     * which they were posted; between tasks of different loops there is no order.
     *
     * @param task must carry nothing that this loop goes on changing
     */
    void post(int shard, Runnable task);

    /**
     * Begins something on another loop, or on this one: as {@link #post}, in one order with what is posted there, and
     * with the environment of that loop. So a program may begin on one loop and spread over the others.
     *
     * @param program must carry nothing that this loop goes on changing
     */
    void start(int shard, Consumer<Environment> program);
}
