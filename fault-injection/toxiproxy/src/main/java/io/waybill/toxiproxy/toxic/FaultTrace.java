package io.waybill.toxiproxy.toxic;

/** Is told what a fault does to one direction of one connection. */
public interface FaultTrace {

    /** Bytes were held back, or let through more slowly. */
    void held(int bytes);

    /** Bytes were lost; none where it was the end of the data. */
    void dropped(int bytes);
}
