package io.waybill.broker.replica;

import io.waybill.broker.data.Produced;
import io.waybill.broker.data.Served.FollowerFetch;
import io.waybill.broker.metadata.LocalView;
import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.broker.settings.NodeLayout;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.ReplicaListener;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.log.batch.BatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broker 1 with a replica of the topic {@code t}, which it leads at first; the controllers' rules; and followers 2 and
 * 3, which are what the test says.
 */
final class Stage {

    static final TopicPartition PARTITION = new TopicPartition(MetadataCluster.TOPIC, "t", 0);
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    final SmallWorld world = new SmallWorld(1);
    final MetadataCluster cluster = MetadataCluster.empty();
    final TreeMap<String, String> config = new TreeMap<>();
    final BrokerMutants mutants;

    /** What the leader has proposed and was not answered, in order. */
    final List<Proposed> proposed = new ArrayList<>();

    /** What the fetchers were told: {@code follow 2 in 1}, {@code cease}. */
    final List<String> following = new ArrayList<>();

    /** What was seen of the replica, in words. */
    final List<String> seen = new ArrayList<>();

    /** How often all logs were said to be open. */
    int open;

    /** How often a log was said not to be trusted. */
    int distrusted;

    Environment environment;
    Partitions partitions;
    private LocalView view;
    private int lives;

    record Proposed(IsrProposal proposal, Consumer<MetadataError> done) {

        List<Integer> isr() {
            return proposal.isr().stream().map(IsrProposal.Member::broker).toList();
        }
    }

    private Stage(String... mutants) {
        this.mutants = BrokerMutants.ofIds(List.of(mutants)).orElseThrow();
        cluster.machine().listen((image, changes) -> {
            if (view != null) {
                view.changed(image, changes);
            }
        });
    }

    /** A stage where nothing has happened yet: broker 1 is started, and there is no topic. */
    static Stage empty(String... mutants) {
        var stage = new Stage(mutants);
        stage.start();
        cluster(stage);
        return stage;
    }

    private static void cluster(Stage stage) {
        stage.live(-1);
        stage.cluster.start(2);
        stage.cluster.start(3);
    }

    /** A stage where broker 1 leads and all three are in sync. */
    static Stage leading(String... mutants) {
        var stage = empty(mutants);
        stage.create();
        return stage;
    }

    /** A stage where broker 1 leads alone: brokers 2 and 3 have left. */
    static Stage alone(String... mutants) {
        var stage = leading(mutants);
        stage.isr(1);
        stage.seen.clear();
        return stage;
    }

    /** A stage where broker 1 follows broker 2. */
    static Stage follower(String... mutants) {
        var stage = leading(mutants);
        stage.deposed();
        return stage;
    }

    void create() {
        cluster.create("t", MetadataCluster.TOPIC, List.of(List.of(1, 2, 3)));
        settle();
    }

    /** Begins a process of broker 1 on its disk. */
    void start() {
        environment = world.start(1);
        var layout = new TreeMap<Integer, NodeLayout>();
        var endpoint = new Endpoint("host1", 1);
        layout.put(1, new NodeLayout(1, endpoint, endpoint, endpoint, null));
        var settings = BrokerSettings.of(new ClusterLayout("c", layout), config).with(mutants);
        partitions = new Partitions(
                environment, settings, cluster.image(), new Told(), this::propose, new Seen(), new Logs());
    }

    /** Begins a life of broker 1, of which the controllers know that it has what it had in an epoch. */
    void live(long previousEpoch) {
        var life = new UUID(99, ++lives);
        view = new LocalView(1, life, MetadataMutants.NONE, partitions);
        cluster.apply(new RegisterBroker(1, life, List.of(), null, previousEpoch));
        cluster.unfence(1);
        settle();
    }

    /** Ends the process and begins another one on what is left. */
    void crash() {
        view = null;
        proposed.clear();
        following.clear();
        world.kill(1);
        start();
    }

    /** Broker 2 leads from now on, and broker 1 follows in sync, as broker 3 does. */
    void deposed() {
        cluster.fence(1);
        cluster.unfence(1);
        cluster.isr(1, 2, 3);
        settle();
    }

    /** Broker 1, which follows broker 2 in sync, leads from now on, and broker 3 alone is in sync with it. */
    void elected() {
        cluster.fence(2);
        cluster.unfence(2);
        settle();
    }

    /** The controllers say who is in sync, as if the leader had asked. */
    void isr(Integer... isr) {
        cluster.isr(isr);
        settle();
    }

    /** Lets the disk do what it was asked for; much less than the time after which a follower lags. */
    void settle() {
        world.runFor(100 * MILLI);
    }

    Replica replica() {
        return partitions.replica(PARTITION).orElseThrow();
    }

    int epoch() {
        return cluster.state().leaderEpoch();
    }

    private void propose(IsrProposal proposal, Consumer<MetadataError> done) {
        proposed.add(new Proposed(proposal, done));
    }

    /** The controllers decide on the oldest proposal. Returns what they say. */
    MetadataError decide() {
        var next = proposed.remove(0);
        MetadataError error = cluster.propose(1, next.proposal()).error();
        next.done().accept(error);
        return error;
    }

    /** A follower fetches, in its newest life, from an offset. */
    boolean fetch(int follower, long offset) {
        return fetch(follower, cluster.epoch(follower), offset);
    }

    boolean fetch(int follower, long brokerEpoch, long offset) {
        return replica().noteFetch(new FollowerFetch(follower, brokerEpoch, offset, 0));
    }

    /** Both followers fetch from an offset. */
    void fetchBoth(long offset) {
        fetch(2, offset);
        fetch(3, offset);
    }

    /** What a producer is told, once it is. */
    static final class Answer implements Consumer<Produced> {
        @Nullable
        Produced produced;

        @Override
        public void accept(Produced outcome) {
            if (produced != null) {
                throw new AssertionError("told twice: " + produced + " and " + outcome);
            }
            produced = outcome;
        }

        /** Returns the error, or NONE and the offset; {@code nothing} where it waits. */
        @Override
        public String toString() {
            return produced == null
                    ? "nothing"
                    : produced.error() + (produced.error().isError() ? "" : " at " + produced.baseOffset());
        }
    }

    /** Produces one record. */
    Answer produce(int acks) {
        return produce(acks, batch(-1, -1, -1, 1, "x"));
    }

    Answer produce(int acks, ByteBuffer batch) {
        var answer = new Answer();
        replica().produce(batch, (short) acks, answer);
        return answer;
    }

    /** Produces one record of producer 5 with a sequence. */
    Answer produceSequence(int acks, int sequence) {
        return produce(acks, batch(-1, -1, sequence, 1, "x"));
    }

    /** Returns a batch; of producer 5 where the sequence is not -1. */
    static ByteBuffer batch(long baseOffset, int epoch, int sequence, int records, String value) {
        var builder = new BatchBuilder();
        if (sequence >= 0) {
            builder.producer(5, (short) 0, sequence);
        }
        if (baseOffset >= 0) {
            builder.baseOffset(baseOffset).leaderEpoch(epoch);
        }
        for (int i = 0; i < records; i++) {
            builder.add(1_000, null, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        }
        return builder.build();
    }

    /** Appends records of a leader's epoch as a follower. */
    void append(int epoch, int records) {
        replica().append(batch(replica().logEndOffset(), epoch, -1, records, "y"));
    }

    private final class Logs implements LogsListener {

        @Override
        public void open() {
            open++;
        }

        @Override
        public void distrusted() {
            distrusted++;
        }
    }

    private final class Told implements Following {

        @Override
        public void follow(Replica replica, int leader, int leaderEpoch) {
            following.add("follow " + leader + " in " + leaderEpoch);
        }

        @Override
        public void cease(Replica replica) {
            following.add("cease");
        }
    }

    /** Writes down what is seen. */
    private final class Seen implements BrokerListener, ReplicaListener {

        @Override
        public ReplicaListener replica(TopicPartition partition) {
            return this;
        }

        @Override
        public void opened(long logStart, long logEnd, long highWatermark) {
            seen.add("opened " + logStart + " " + logEnd + " hw " + highWatermark);
        }

        @Override
        public void found(long baseOffset, long lastOffset, int leaderEpoch, int crc) {
            seen.add("found " + baseOffset + "-" + lastOffset + " of " + leaderEpoch);
        }

        @Override
        public void leads(int leaderEpoch, long logEnd, List<Integer> isr) {
            seen.add("leads " + leaderEpoch + " from " + logEnd + " " + isr);
        }

        @Override
        public void follows(int leaderEpoch, int leader) {
            seen.add("follows " + leader + " in " + leaderEpoch);
        }

        @Override
        public void inSync(int leaderEpoch, int partitionEpoch, List<Integer> isr, List<Integer> maximal) {
            seen.add("in sync " + isr + " or " + maximal);
        }

        @Override
        public void appended(long baseOffset, long lastOffset, int leaderEpoch, int crc) {
            seen.add("appended " + baseOffset + "-" + lastOffset + " of " + leaderEpoch);
        }

        @Override
        public void written(long offset) {
            seen.add("written " + offset);
        }

        @Override
        public void flushed(long offset) {
            seen.add("flushed " + offset);
        }

        @Override
        public void truncated(long offset) {
            seen.add("truncated " + offset);
        }

        @Override
        public void restarted(long offset) {
            seen.add("restarted " + offset);
        }

        @Override
        public void deletedBefore(long offset) {
            seen.add("deleted before " + offset);
        }

        @Override
        public void highWatermark(long offset) {
            seen.add("hw " + offset);
        }

        @Override
        public void acknowledged(long lastOffset, int acks) {
            seen.add("acknowledged " + lastOffset + " acks " + acks);
        }

        @Override
        public void offline(String reason) {
            seen.add("offline");
        }

        @Override
        public void removed() {
            seen.add("removed");
        }
    }
}
