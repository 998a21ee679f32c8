package io.waybill.workload.benchmark;

import io.waybill.history.record.Recorder;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What one event costs without a broker, in CPU of the one thread that records: a send with its answer, and a delivery,
 * in nanoseconds. The time for the payload is taken off, because it is spent with and without a recorder.
 */
record EventCost(double sendNanos, double deliveryNanos) {

    /** As many as fit between two flushes of a run at a quick rate. */
    private static final int BETWEEN_FLUSHES = 20_000;

    private static final int A_POLL = 200;
    private static final int RUNS = 9;
    private static final int WARM_UP = 3;

    /**
     * Measures, with as many events each time as there are messages in a slice.
     *
     * @param file is written, and is there afterwards
     * @param cpuNanos the CPU that the calling thread has used
     */
    static EventCost measure(Path file, Settings settings, LongSupplier cpuNanos) throws IOException {
        List<Double> sends = new ArrayList<>();
        List<Double> deliveries = new ArrayList<>();
        for (int run = 0; run < RUNS + WARM_UP; run++) {
            Nobody nobody = new Nobody(settings.run(), 0, settings.payloadBytes());
            double unwatchedSend = sends(nobody, settings.messages(), () -> {}, cpuNanos);
            try (Recorder recorder = settings.recorder(file)) {
                Scribe scribe = settings.scribe(recorder, 0);
                double send = sends(scribe, settings.messages(), recorder::flush, cpuNanos) - unwatchedSend;
                double delivery = deliveries(scribe, recorder, settings, cpuNanos);
                if (run >= WARM_UP) {
                    sends.add(send);
                    deliveries.add(delivery);
                }
            }
            Files.delete(file);
        }
        return new EventCost(
                MedianOf.figures(sends).median(), MedianOf.figures(deliveries).median());
    }

    private static double sends(Witness witness, int events, Runnable flush, LongSupplier cpuNanos) {
        long began = cpuNanos.getAsLong();
        for (int i = 0; i < events; i++) {
            witness.sending().answered(new SendOutcome.Ok(i));
            if (i % BETWEEN_FLUSHES == 0) {
                flush.run();
            }
        }
        return (double) (cpuNanos.getAsLong() - began) / events;
    }

    private static double deliveries(Scribe scribe, Recorder recorder, Settings settings, LongSupplier cpuNanos) {
        Nobody sender = new Nobody(settings.run(), 0, settings.payloadBytes());
        byte[] key = settings.key().getBytes(StandardCharsets.UTF_8);
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < A_POLL; i++) {
            payloads.add(sender.sending().payload());
        }
        List<List<Received>> polls = new ArrayList<>();
        for (int at = 0; at < settings.messages(); at += A_POLL) {
            List<Received> poll = new ArrayList<>(A_POLL);
            for (int i = 0; i < A_POLL; i++) {
                poll.add(new Received(settings.partition(0), at + i, 0, key, payloads.get(i)));
            }
            polls.add(poll);
        }
        long began = cpuNanos.getAsLong();
        for (int i = 0; i < polls.size(); i++) {
            scribe.polling().returned(polls.get(i));
            if (i % (BETWEEN_FLUSHES / A_POLL) == 0) {
                recorder.flush();
            }
        }
        return (double) (cpuNanos.getAsLong() - began) / (polls.size() * A_POLL);
    }
}
