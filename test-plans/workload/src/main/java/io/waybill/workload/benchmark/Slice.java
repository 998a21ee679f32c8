package io.waybill.workload.benchmark;

/**
 * A number of messages that were sent and received.
 *
 * @param nanos from the first send until the last was received
 * @param clientCpuNanos that this process used meanwhile
 * @param brokerCpuNanos that the nodes used meanwhile
 */
record Slice(int messages, long nanos, long clientCpuNanos, long brokerCpuNanos) {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;

    double perSecond() {
        return messages * NANOS_A_SECOND / nanos;
    }

    /** Returns what one message took of a core in this process, in microseconds. */
    double clientMicros() {
        return clientCpuNanos / NANOS_A_MICRO / messages;
    }

    /** Returns what one message took of a core in the nodes, in microseconds. */
    double brokerMicros() {
        return brokerCpuNanos / NANOS_A_MICRO / messages;
    }
}
