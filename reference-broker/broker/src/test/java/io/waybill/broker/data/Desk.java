package io.waybill.broker.data;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Environment;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.settings.LogSettings;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One node whose handlers are asked, with two partitions of {@code orders}; it is node 0. */
final class Desk {

    static final UUID ID = new UUID(7, 7);
    static final long MILLI = 1_000_000;

    final SmallWorld world = new SmallWorld(1);
    final Environment environment = world.start(0);
    final LogHost host;
    final List<LogReplica> replicas = new ArrayList<>();

    Desk(String... mutants) {
        host = new LogHost(environment, BrokerMutants.ofIds(List.of(mutants)).orElseThrow());
        for (int i = 0; i < 2; i++) {
            host.open(new TopicPartition(ID, "orders", i), LogSettings.defaults(), replicas::add);
            world.runFor(1_000 * MILLI);
        }
    }

    LogReplica replica() {
        return replicas.get(0);
    }

    /** An answer that was perhaps given. */
    static final class Answered implements RequestHandler.Answer {
        @Nullable
        Response response;

        boolean isNone;
        boolean isDisconnected;
        boolean isWanted = true;

        @Override
        public void send(Response answer) {
            once();
            response = answer;
        }

        @Override
        public void none() {
            once();
            isNone = true;
        }

        @Override
        public void disconnect() {
            once();
            isDisconnected = true;
        }

        private void once() {
            if (isAnswered()) {
                throw new AssertionError("answered twice");
            }
        }

        boolean isAnswered() {
            return response != null || isNone || isDisconnected;
        }

        @Override
        public boolean isWanted() {
            return isWanted && !isAnswered();
        }

        FetchResponse.Partition fetched(int index) {
            return ((FetchResponse) response).topics().get(0).partitions().get(index);
        }

        ProduceResponse.Partition produced() {
            return ((ProduceResponse) response).topics().get(0).partitions().get(0);
        }

        ListOffsetsResponse.Partition listed() {
            return ((ListOffsetsResponse) response).topics().get(0).partitions().get(0);
        }
    }

    Answered ask(int version, Request request) {
        var answer = new Answered();
        var header = new RequestHeader(request.api(), version, 1, null);
        if (!host.handlers().handle(new ReceivedRequest(header, request, ErrorCode.NONE), answer)) {
            throw new AssertionError("nobody answers " + request);
        }
        return answer;
    }

    /** Runs for some milliseconds. */
    Desk run(long millis) {
        world.runFor(millis * MILLI);
        return this;
    }

    static BatchBuilder batch(String... values) {
        var builder = new BatchBuilder();
        for (String value : values) {
            builder.add(5, null, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        }
        return builder;
    }

    static ProduceRequest produce(int acks, ByteBuffer records) {
        return produce(acks, 500, records);
    }

    static ProduceRequest produce(int acks, int timeoutMillis, @Nullable ByteBuffer records) {
        var partition = new ProduceRequest.Partition(0, records == null ? null : Payload.of(records));
        var topic = new ProduceRequest.Topic("orders", ID, List.of(partition));
        return new ProduceRequest(null, (short) acks, timeoutMillis, List.of(topic));
    }

    /** A fetch that is made step by step. */
    static final class Fetch {
        int replica = -1;
        long brokerEpoch = -1;
        int maxWait;
        int minBytes = 1;
        int maxBytes = 1 << 20;
        int isolation;
        int sessionEpoch = -1;
        String rack = "";
        UUID topic = ID;
        final List<FetchRequest.Partition> partitions = new ArrayList<>();

        static Fetch of(long... offsets) {
            var fetch = new Fetch();
            for (int i = 0; i < offsets.length; i++) {
                fetch.part(i, -1, offsets[i], -1, 1 << 20, Long.MAX_VALUE);
            }
            return fetch;
        }

        Fetch part(int partition, int leaderEpoch, long offset, int lastEpoch, int maxBytes, long highWatermark) {
            partitions.add(
                    new FetchRequest.Partition(partition, leaderEpoch, offset, lastEpoch, 0, maxBytes, highWatermark));
            return this;
        }

        Fetch waiting(int millis, int bytes) {
            maxWait = millis;
            minBytes = bytes;
            return this;
        }

        Fetch follower(int id, long epoch) {
            replica = id;
            brokerEpoch = epoch;
            return this;
        }

        FetchRequest request() {
            return new FetchRequest(
                    replica,
                    brokerEpoch,
                    maxWait,
                    minBytes,
                    maxBytes,
                    (byte) isolation,
                    0,
                    sessionEpoch,
                    List.of(new FetchRequest.Topic("orders", topic, partitions)),
                    List.of(),
                    rack);
        }
    }

    Answered fetch(Fetch fetch) {
        return ask(Api.FETCH.newestVersion(), fetch.request());
    }

    Answered list(int version, int replica, int leaderEpoch, long timestamp) {
        var partition = new ListOffsetsRequest.Partition(0, leaderEpoch, timestamp);
        var topic = new ListOffsetsRequest.Topic("orders", List.of(partition));
        return ask(version, new ListOffsetsRequest(replica, (byte) 0, List.of(topic), 0));
    }
}
