package io.waybill.fault;

/**
 * The means by which clients are ended and begin again. They are numbered from 1 within their role. Ending one that has
 * ended, and beginning one that is there, does nothing.
 *
 * <p>Called by one thread at a time.
 */
public interface ClientFaults {

    /** Returns how many clients of a role there are, ended or not; the same during the whole life of a workload. */
    int count(ClientRole role);

    /**
     * Ends a client as its process would end that is killed: it sends nothing more, hears nothing more, and of what it
     * has under way it will never know. Blocks until it has ended.
     */
    void end(ClientRole role, int number);

    /** Begins a client anew: a session that the broker has not seen before. Does not wait for the broker. */
    void begin(ClientRole role, int number);
}
