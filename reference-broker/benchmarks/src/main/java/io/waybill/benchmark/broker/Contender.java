package io.waybill.benchmark.broker;

import java.util.List;

/** A broker that is measured. Used by one thread. */
public interface Contender {

    /** Returns what people call it, with its version where it has one. */
    String name();

    /**
     * Starts a cluster from nothing and returns as soon as its processes run; they need not answer yet.
     *
     * @param nodes how many, 1 or more
     */
    Cluster start(int nodes) throws InterruptedException;

    /** A cluster that runs. */
    interface Cluster extends AutoCloseable {

        /** Returns where clients begin. */
        String bootstrap();

        /** Returns the ids of its processes, one a node. */
        List<Long> processes();

        /** Ends it, and removes what it kept. */
        @Override
        void close();
    }
}
