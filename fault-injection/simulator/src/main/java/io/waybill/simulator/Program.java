package io.waybill.simulator;

import io.waybill.environment.Environment;

/** What a node does, once it runs. */
@FunctionalInterface
public interface Program {

    /**
     * Begins a loop of a node. Called once for each shard of each incarnation, as the first thing that runs on that
     * loop; everything else the loop does follows from what it asks of {@code environment} here. An exception is a
     * crash of the node.
     */
    void start(Environment environment);
}
