package io.waybill.broker.fetching;

import io.waybill.broker.data.LogHost;
import io.waybill.broker.data.LogReplica;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.log.batch.BatchBuilder;
import io.waybill.log.batch.LogRecord;
import io.waybill.log.batch.RecordBatch;
import io.waybill.log.exchange.AppendOutcome;
import io.waybill.log.exchange.LogRead;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.settings.LogSettings;
import io.waybill.rpc.RpcServer;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Nodes that have replicas on real logs, answer by the real handlers and fetch by the real loops. Who leads is said by
 * the test, not by a controller.
 */
final class Nodes {

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    final SmallWorld world;
    final Map<Integer, Node> nodes = new TreeMap<>();
    final Map<Integer, Endpoint> addresses = new TreeMap<>();
    FetchSettings settings = new FetchSettings(100, 1 << 20, 1 << 20, 200, 2_000);
    LogSettings logs = LogSettings.defaults();
    BrokerMutants mutants = BrokerMutants.NONE;

    Nodes(long seed) {
        world = new SmallWorld(seed);
    }

    /** One life of a node. */
    final class Node {
        final int id;
        final Environment environment;
        final LogHost host;
        final Fetchers fetchers;
        final Map<Integer, LogReplica> replicas = new TreeMap<>();
        final Map<Integer, LogFollower> followers = new TreeMap<>();

        Node(int id) {
            this.id = id;
            this.environment = world.start(id);
            this.host = new LogHost(environment, mutants);
            this.fetchers = new Fetchers(
                    environment,
                    it -> Optional.ofNullable(addresses.get(it)),
                    () -> 1,
                    () -> settings,
                    mutants,
                    replica -> {
                        throw new AssertionError("views are given by the test");
                    });
            listen(9092);
        }

        /** Answers at a port, and is known to do so. */
        void listen(int port) {
            var endpoint = new Endpoint("node" + id, port);
            addresses.put(id, endpoint);
            var offer = ApiOffer.of(List.of(Api.FETCH, Api.LIST_OFFSETS, Api.PRODUCE));
            RpcServer.listen(environment, endpoint, new ServerCodec(offer, 1 << 24), (received, answer) -> {
                if (!host.handlers().handle(received, answer)) {
                    throw new AssertionError("nobody answers " + received);
                }
            });
        }

        LogReplica replica(int partition) {
            return replicas.get(partition);
        }

        LogFollower follower(int partition) {
            return followers.get(partition);
        }

        void lead(int partition, int epoch, Integer... inSync) {
            fetchers.cease(partition(partition));
            replica(partition).lead(epoch, List.of(inSync));
        }

        void follow(int partition, int leader, int epoch) {
            replica(partition).follow(epoch);
            fetchers.follow(follower(partition), leader, epoch);
        }

        /** Appends as a leader, a batch for each value. */
        void append(int partition, String... values) {
            for (String value : values) {
                replica(partition).append(batch(value).build());
            }
        }

        /** Puts into the log what leaders of epochs have once written there, {@code epoch=value}. */
        void history(int partition, String... written) {
            for (String each : written) {
                String[] halves = each.split("=", 2);
                var log = replica(partition).log();
                var bytes = batch(halves[1])
                        .baseOffset(log.logEndOffset())
                        .leaderEpoch(Integer.parseInt(halves[0]))
                        .build();
                AppendOutcome outcome = log.appendAsFollower(bytes, 0);
                if (!(outcome instanceof AppendOutcome.Appended)) {
                    throw new AssertionError(outcome);
                }
            }
            flush(partition);
        }

        void flush(int partition) {
            replica(partition).log().flush(() -> {}, LogReplica::fail);
            world.runFor(20 * MILLI);
        }

        /** Returns the records, {@code offset@epoch=value}; runs what happens meanwhile. */
        List<String> contents(int partition) {
            var log = replica(partition).log();
            var found = new ArrayList<String>();
            long at = log.logStartOffset();
            while (at < log.logEndOffset()) {
                LogRead[] read = {null};
                boolean[] failed = {false};
                log.read(
                        new ReadRequest(at, 1 << 20, log.logEndOffset(), true),
                        it -> read[0] = it,
                        failure -> failed[0] = true);
                for (int i = 0; i < 10_000 && read[0] == null && !failed[0]; i++) {
                    world.runFor(MILLI);
                }
                if (read[0] == null) {
                    // Deleted or truncated while it was read.
                    found.clear();
                    at = log.logStartOffset();
                } else {
                    found.addAll(records(read[0].batches()));
                    at = read[0].nextOffset();
                }
            }
            return found;
        }
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(new UUID(7, 7), "orders", number);
    }

    static BatchBuilder batch(String value) {
        return new BatchBuilder().add(5, null, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> records(ByteBuffer batches) {
        var found = new ArrayList<String>();
        var batch = new RecordBatch(batches);
        for (batch.moveTo(batches, batches.position()); batch.hasHeader(); batch.moveToNext()) {
            for (LogRecord record : batch.records()) {
                String value = StandardCharsets.UTF_8
                        .decode(record.value().duplicate())
                        .toString();
                found.add(record.offset() + "@" + batch.leaderEpoch() + "=" + value);
            }
        }
        return found;
    }

    /** Starts nodes that have a number of partitions each, all empty. */
    Nodes start(int count, int partitions) {
        for (int id = 0; id < count; id++) {
            startNode(id, partitions);
        }
        return this;
    }

    Node startNode(int id, int partitions) {
        var node = new Node(id);
        nodes.put(id, node);
        for (int number = 0; number < partitions; number++) {
            int partition = number;
            node.host.open(partition(partition), logs, replica -> {
                node.replicas.put(partition, replica);
                node.followers.put(partition, new LogFollower(replica));
            });
        }
        for (int i = 0; i < 100 && node.replicas.size() < partitions; i++) {
            world.runFor(SECOND / 10);
        }
        if (node.replicas.size() != partitions) {
            throw new AssertionError("logs must be open by now, were " + node.replicas.keySet());
        }
        return node;
    }

    Node node(int id) {
        return nodes.get(id);
    }

    void run(long nanos) {
        world.runFor(nanos);
    }
}
