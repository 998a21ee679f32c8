package io.waybill.workload;

import io.waybill.fault.Partition;

/** Is told what happens to the traffic, as it happens, from any thread. Must be quick. */
public interface TrafficListener {

    /**
     * A send was acknowledged.
     *
     * @param invokedNanos when it was invoked, on the recorder's clock
     * @param answeredNanos when it was answered
     */
    void acknowledged(Partition partition, long invokedNanos, long answeredNanos);

    /**
     * A client thread cannot go on: the history cannot be written, or a driver broke its contract. The run is no run
     * any more.
     */
    void broken(String who, Throwable cause);
}
