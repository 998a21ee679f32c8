package io.waybill.wire;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.RequestHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long the hot messages take, and what they allocate. Not a test: run its main method, with the class path of the
 * tests.
 */
final class CodecBenchmark {

    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 7;
    private static final int ROUND = 10_000;
    private static final UUID TOPIC = new UUID(7, 9);

    private final ServerCodec server = new ServerCodec(ApiOffer.of(List.of(Api.values())), 1 << 24);
    private final ClientCodec client = new ClientCodec(1 << 24);
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<String> lines = new ArrayList<>();
    private volatile Object last = "";

    private CodecBenchmark() {}

    /** Measures everything and prints a table. */
    public static void main(String[] arguments) {
        var lines = new CodecBenchmark().run();
        lines.forEach(System.out::println);
    }

    private List<String> run() {
        for (int partitions : new int[] {1, 10, 100}) {
            produce(partitions);
            fetch(partitions);
        }
        lines.add("measured until " + last.getClass().getSimpleName());
        return lines;
    }

    private void produce(int partitions) {
        var header = new RequestHeader(Api.PRODUCE, 13, 1, "producer");
        var batch = Payload.of(ByteBuffer.allocate(1024));
        var request = new ProduceRequest(
                null,
                (short) -1,
                30_000,
                List.of(new ProduceRequest.Topic(
                        "",
                        TOPIC,
                        IntStream.range(0, partitions)
                                .mapToObj(i -> new ProduceRequest.Partition(i, batch))
                                .toList())));
        var response = new ProduceResponse(
                List.of(new ProduceResponse.Topic(
                        "",
                        TOPIC,
                        IntStream.range(0, partitions)
                                .mapToObj(i -> new ProduceResponse.Partition(
                                        i, ErrorCode.NONE, 5, -1, 0, List.of(), null, LeaderIdAndEpoch.NONE))
                                .toList())),
                List.of());
        var asked = client.writeRequest(header, request);
        var answered = server.writeResponse(header, response);
        var name = "Produce 13, " + partitions + " x 1 KiB, ";
        measure(name + "write request", () -> client.writeRequest(header, request));
        measure(name + "read request", () -> server.readRequest(asked));
        measure(name + "write response", () -> server.writeResponse(header, response));
        measure(name + "read response", () -> client.readResponse(header, answered));
    }

    private void fetch(int partitions) {
        var header = new RequestHeader(Api.FETCH, 17, 1, "consumer");
        var batch = Payload.of(ByteBuffer.allocate(1024));
        var request = new FetchRequest(
                -1,
                -1,
                500,
                1,
                1 << 20,
                (byte) 0,
                0,
                -1,
                List.of(new FetchRequest.Topic(
                        "",
                        TOPIC,
                        IntStream.range(0, partitions)
                                .mapToObj(i -> new FetchRequest.Partition(i, 3, 100, -1, -1, 1 << 20, Long.MAX_VALUE))
                                .toList())),
                List.of(),
                "");
        var response = new FetchResponse(
                ErrorCode.NONE,
                0,
                List.of(new FetchResponse.Topic(
                        "",
                        TOPIC,
                        IntStream.range(0, partitions)
                                .mapToObj(i -> new FetchResponse.Partition(
                                        i,
                                        ErrorCode.NONE,
                                        200,
                                        200,
                                        0,
                                        new FetchResponse.DivergingEpoch(-1, -1),
                                        LeaderIdAndEpoch.NONE,
                                        null,
                                        -1,
                                        batch))
                                .toList())),
                List.of());
        var asked = client.writeRequest(header, request);
        var answered = server.writeResponse(header, response);
        var name = "Fetch 17, " + partitions + " x 1 KiB, ";
        measure(name + "write request", () -> client.writeRequest(header, request));
        measure(name + "read request", () -> server.readRequest(asked));
        measure(name + "write response", () -> server.writeResponse(header, response));
        measure(name + "write response in parts", () -> server.writeResponseInParts(header, response));
        measure(name + "read response", () -> client.readResponse(header, answered));
    }

    private void measure(String name, Supplier<Object> step) {
        repeat(step, WARM_UP);
        var best = Long.MAX_VALUE;
        var allocated = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            var start = threads.getCurrentThreadCpuTime();
            repeat(step, ROUND);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        lines.add(String.format(Locale.ROOT, "%-48s %8d ns %8d bytes", name, best / ROUND, allocated / ROUNDS / ROUND));
    }

    private void repeat(Supplier<Object> step, int times) {
        for (int i = 0; i < times; i++) {
            last = step.get();
        }
    }
}
