package io.waybill.simulation.cluster.client;

/** One life of a client. */
interface Client {

    /** Begins to do what it is for. */
    void start();

    /** Returns whether it waits for no acknowledgement. */
    boolean isSilent();

    /** Returns whether it has nothing left to do: everything is answered, everything is read. */
    boolean isDrained();

    /** Its life is over; nothing of it will run. */
    void ended(boolean crashed);
}
