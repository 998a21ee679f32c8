package io.waybill.benchmark.broker;

import java.util.List;

/** Measures one load: the time, the CPU of the brokers and of the client, and what else the machine did meanwhile. */
final class Meter {

    private static final double NANOS_A_SECOND = 1e9;

    private final List<Long> brokers;
    private final long client = ProcessHandle.current().pid();
    private final long beganNanos = System.nanoTime();
    private final double machineBegan = Proc.machineSeconds();
    private final double brokersBegan;
    private final double clientBegan;

    private Meter(List<Long> brokers) {
        this.brokers = brokers;
        this.brokersBegan = ofBrokers(brokers);
        this.clientBegan = Proc.cpuSeconds(client);
    }

    /** Begins to measure. */
    static Meter start(List<Long> brokers) {
        return new Meter(brokers);
    }

    /**
     * What was used.
     *
     * @param brokerSeconds of CPU, all broker processes together
     * @param clientSeconds of CPU
     * @param otherCores how many cores were busy with other work on average, what the system itself did for the load
     *     included, for example to write its pages to the disk
     */
    record Usage(double brokerSeconds, double clientSeconds, double otherCores) {}

    /** Returns what was used since the start. */
    Usage stop() {
        double seconds = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
        double ofBrokers = ofBrokers(brokers) - brokersBegan;
        double ofClient = Proc.cpuSeconds(client) - clientBegan;
        double other = (Proc.machineSeconds() - machineBegan - ofBrokers - ofClient) / seconds;
        return new Usage(ofBrokers, ofClient, Math.max(0, other));
    }

    private static double ofBrokers(List<Long> brokers) {
        return brokers.stream().mapToDouble(Proc::cpuSeconds).sum();
    }
}
