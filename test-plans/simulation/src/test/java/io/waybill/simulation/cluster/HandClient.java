package io.waybill.simulation.cluster;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.simulator.World;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A client that asks one broker one thing at a time, as a test wants it, and lets the world go on meanwhile. */
final class HandClient {

    private static final UUID NO_ID = new UUID(0, 0);
    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT_NANOS = 5_000 * MILLI;
    private static final long PATIENCE_NANOS = 120_000 * MILLI;
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final int ENOUGH_BYTES = 1 << 20;
    private static final short ALL = -1;

    /** Nothing was appended, so it may be sent again. */
    private static final List<ErrorCode> CERTAINLY_NOT =
            List.of(ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_ENOUGH_REPLICAS);

    private final World world;
    private final ArrayDeque<Runnable> wanted = new ArrayDeque<>();
    private final SortedMap<Integer, RpcChannel> channels = new TreeMap<>();
    private @Nullable Environment environment;
    private @Nullable RpcOutcome outcome;

    HandClient(World world, int node) {
        this.world = world;
        world.add(node, "c" + node, 1, this::begin);
        world.start(node);
    }

    private void begin(Environment own) {
        environment = own;
        look();
    }

    /** Does what the test wants on its own loop. */
    private void look() {
        while (!wanted.isEmpty()) {
            wanted.remove().run();
        }
        own().timers().after(MILLI, this::look);
    }

    private Environment own() {
        if (environment == null) {
            throw new IllegalStateException("the client must have begun");
        }
        return environment;
    }

    /** Lets time pass, but not for ever: what a test waits for in vain must fail it. */
    private void passes(long nanos) {
        if (world.nanos() > PATIENCE_NANOS) {
            throw new AssertionError("after " + PATIENCE_NANOS / MILLI + " ms there is still no end");
        }
        world.runUntil(world.nanos() + nanos);
    }

    /** Asks a broker and waits. Returns null where there is no answer. */
    @Nullable
    Response ask(int broker, Api api, IntFunction<Request> request) {
        outcome = null;
        wanted.add(() -> channels.computeIfAbsent(
                        broker,
                        id -> RpcChannel.to(own(), new Endpoint("n" + id, 9_092), ChannelSettings.ofClient("by-hand")))
                .send(api, request, TIMEOUT_NANOS, it -> outcome = it));
        while (outcome == null) {
            passes(MILLI);
        }
        return outcome instanceof RpcOutcome.Answered answered ? answered.response() : null;
    }

    /** Creates a topic; asks again until it is there. */
    void create(int broker, String topic, int partitions, int replicas) {
        var wish = new CreateTopicsRequest.Topic(topic, partitions, (short) replicas, List.of(), List.of());
        var request = new CreateTopicsRequest(List.of(wish), TIMEOUT_MILLIS, false);
        boolean isThere = false;
        while (!isThere) {
            isThere = ask(broker, Api.CREATE_TOPICS, version -> request) instanceof CreateTopicsResponse it
                    && it.topics().stream()
                            .allMatch(each ->
                                    each.error() == ErrorCode.NONE || each.error() == ErrorCode.TOPIC_ALREADY_EXISTS);
        }
    }

    /** Returns what a broker says of a topic. */
    MetadataResponse.@Nullable Topic metadata(int broker, String topic) {
        var request = new MetadataRequest(List.of(new MetadataRequest.Topic(NO_ID, topic)), false);
        return ask(broker, Api.METADATA, version -> request) instanceof MetadataResponse it
                ? it.topics().get(0)
                : null;
    }

    /** Waits until a broker knows of a leader of a partition other than some node. */
    int leaderOtherThan(int not, int broker, String topic, int partition) {
        while (true) {
            var known = metadata(broker, topic);
            if (known != null && known.partitions().size() > partition) {
                int leader = known.partitions().get(partition).leaderId();
                if (leader >= 0 && leader != not) {
                    return leader;
                }
            }
            passes(50 * MILLI);
        }
    }

    /** Appends a message with acks=all, as often as it takes. Returns its offset; -1 where nobody knows. */
    long produce(int broker, UUID topicId, String topic, int partition, String text) {
        var batch = new BatchBuilder()
                .add(world.nanos() / MILLI, null, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .build();
        IntFunction<Request> request = version -> new ProduceRequest(
                null,
                ALL,
                TIMEOUT_MILLIS,
                List.of(new ProduceRequest.Topic(
                        version < 13 ? topic : "",
                        version < 13 ? NO_ID : topicId,
                        List.of(new ProduceRequest.Partition(partition, Payload.of(batch.duplicate()))))));
        ErrorCode error = ErrorCode.NOT_LEADER_OR_FOLLOWER;
        long offset = -1;
        while (CERTAINLY_NOT.contains(error) && ask(broker, Api.PRODUCE, request) instanceof ProduceResponse it) {
            var answer = it.topics().get(0).partitions().get(0);
            error = answer.error();
            offset = answer.baseOffset();
        }
        return error == ErrorCode.NONE ? offset : -1;
    }

    /** Reads a partition from its beginning to its high watermark. */
    List<String> readAll(int broker, UUID topicId, String topic, int partition) {
        List<String> texts = new ArrayList<>();
        long offset = 0;
        long highWatermark = Long.MAX_VALUE;
        while (offset < highWatermark) {
            var answer = fetch(broker, topicId, topic, partition, offset);
            if (answer == null || answer.error() != ErrorCode.NONE) {
                passes(50 * MILLI);
                continue;
            }
            highWatermark = answer.highWatermark();
            var records = answer.records();
            if (records != null && records.sizeBytes() > 0) {
                offset = read(records.bytes(), texts);
            }
        }
        return texts;
    }

    private static long read(ByteBuffer batches, List<String> texts) {
        long next = 0;
        var batch = new RecordBatch(batches);
        boolean isThere = batch.isWhole();
        while (isThere) {
            for (LogRecord each : batch.records()) {
                var value = each.value();
                texts.add(
                        value == null
                                ? ""
                                : StandardCharsets.UTF_8.decode(value).toString());
            }
            next = batch.nextOffset();
            isThere = batch.moveToNext();
        }
        return next;
    }

    private FetchResponse.@Nullable Partition fetch(
            int broker, UUID topicId, String topic, int partition, long offset) {
        IntFunction<Request> request = version -> new FetchRequest(
                -1,
                -1,
                100,
                1,
                ENOUGH_BYTES,
                (byte) 0,
                0,
                -1,
                List.of(new FetchRequest.Topic(
                        version < 13 ? topic : "",
                        version < 13 ? NO_ID : topicId,
                        List.of(new FetchRequest.Partition(
                                partition, -1, offset, -1, -1, ENOUGH_BYTES, Long.MAX_VALUE)))),
                List.of(),
                "");
        return ask(broker, Api.FETCH, request) instanceof FetchResponse it
                        && it.error() == ErrorCode.NONE
                        && !it.topics().isEmpty()
                ? it.topics().get(0).partitions().get(0)
                : null;
    }
}
