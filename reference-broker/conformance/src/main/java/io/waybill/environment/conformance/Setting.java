package io.waybill.environment.conformance;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import java.util.function.Consumer;

/** A place where nodes run on the implementation that is checked. A new one for each check; nothing runs in it yet. */
public interface Setting extends AutoCloseable {

    /**
     * Adds a node with an empty disk, which is down.
     *
     * @param node its id
     * @param program what each of its loops begins with, in each of its lives
     */
    void add(int node, int shards, Consumer<Environment> program);

    /**
     * Returns where a node can listen and be reached.
     *
     * @param number which of its endpoints, 0 or 1
     */
    Endpoint endpoint(int node, int number);

    /** Starts a node that is down, on what its disk holds. */
    void start(int node);

    /** Ends a node without warning; what it had written is still there. Nothing of it runs once this returns. */
    void kill(int node);

    /**
     * Ends a node and takes away what it had not synced.
     *
     * @return false where this cannot be done here; then nothing was done
     */
    boolean cutPower(int node);

    /** Lets everything run for a while. */
    void run(long nanos);

    /** Ends it all. */
    @Override
    void close();
}
