package io.waybill.workload.benchmark;

import io.waybill.fault.Partition;
import io.waybill.history.record.Recorder;
import io.waybill.system.ClientLibrary;
import io.waybill.system.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How much recording is compared with no recording.
 *
 * @param pairs how often each is measured, 1 or more; six at least for an interval of 95 %
 * @param messages how many are sent and received each time
 * @param payloadBytes the size of each, as plans have it
 * @param lanes how many partitions there are, each with a producer and a consumer
 * @param library what the clients are made of
 */
public record Settings(int pairs, int messages, int payloadBytes, int lanes, ClientLibrary library) {

    private static final String TOPIC = "bench";

    /** The id in all payloads: a recorder takes those of another one for somebody else's. */
    long run() {
        return 1;
    }

    /** Returns the key of all messages. */
    String key() {
        return "k17";
    }

    /** Returns the topic that the cluster must have. */
    public TopicSpec topic(int replicas) {
        return new TopicSpec(TOPIC, lanes, replicas);
    }

    Partition partition(int number) {
        return new Partition(TOPIC, number);
    }

    Recorder recorder(Path file) throws IOException {
        long startNanos = System.nanoTime();
        return Recorder.to(file, run(), () -> System.nanoTime() - startNanos);
    }

    Scribe scribe(Recorder recorder, int lane) {
        return new Scribe(recorder, TOPIC, lane, key(), payloadBytes);
    }
}
