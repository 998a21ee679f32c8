package io.waybill.benchmark.broker;

/**
 * What one run of a load yielded.
 *
 * @param recordsPerSecond 0 where latency was measured
 * @param latency where it was measured, else zeros
 * @param usage CPU of brokers and client, and what else the machine did
 */
record Measurement(double recordsPerSecond, Latency latency, Meter.Usage usage) {

    static Measurement ofSpeed(double recordsPerSecond, Meter.Usage usage) {
        return new Measurement(recordsPerSecond, Latency.NONE, usage);
    }

    static Measurement ofLatency(Latency latency, Meter.Usage usage) {
        return new Measurement(0, latency, usage);
    }
}
