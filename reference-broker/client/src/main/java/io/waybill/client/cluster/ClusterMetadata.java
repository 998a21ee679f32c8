package io.waybill.client.cluster;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.NodeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of the cluster, and how it learns it: asks one broker after the other, those it knows and those
 * that it began with, until one answers. A leader epoch never goes back within a topic's life (KIP-320): an old answer,
 * from a broker that was cut off, changes nothing.
 *
 * <p>Used on the environment's loop only, where it also calls back.
 */
public final class ClusterMetadata {

    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final MetadataSettings settings;
    private final Runnable changed;
    private final TreeSet<String> wanted = new TreeSet<>();
    private final SortedMap<String, TopicLeaders> topics = new TreeMap<>();
    private final SortedMap<Integer, RpcChannel> brokers = new TreeMap<>();
    private final List<RpcChannel> bootstrap = new ArrayList<>();
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;
    private long askedNanos;
    private boolean asking;
    private boolean askAgain;
    private boolean closed;

    // Its own questions take nobody else's turn: who asks now and then would come to the same ones that are gone.
    private int ownTurn;
    private int turn;

    /**
     * Makes metadata that know nothing and want nothing.
     *
     * @param changed is called after each answer and hint that may have changed something
     */
    public ClusterMetadata(Environment environment, MetadataSettings settings, Runnable changed) {
        this.environment = environment;
        this.settings = settings;
        this.changed = changed;
        this.askedNanos = environment.clock().nanos() - settings.backoffMillis() * MILLI;
        this.ownTurn = environment
                .randomness("first broker to ask")
                .nextInt(settings.bootstrap().size());
        this.turn = ownTurn;
        for (Endpoint endpoint : settings.bootstrap()) {
            bootstrap.add(channelTo(endpoint));
        }
    }

    private RpcChannel channelTo(Endpoint endpoint) {
        return RpcChannel.to(environment, endpoint, ChannelSettings.ofClient(settings.clientId()));
    }

    /** Says that a topic is of interest from now on. */
    public void want(String topic) {
        if (wanted.add(topic)) {
            refresh();
        }
    }

    /** Returns a topic; empty where it is not known yet, or known not to be. */
    public Optional<TopicLeaders> topic(String topic) {
        return Optional.ofNullable(topics.get(topic));
    }

    /** Returns who leads a partition, as far as that is known. */
    public LeaderIdAndEpoch leader(String topic, int partition) {
        var known = topics.get(topic);
        return known == null ? LeaderIdAndEpoch.NONE : known.leader(partition);
    }

    /** Returns the way to a broker; empty where it is not known. */
    public Optional<RpcChannel> channel(int broker) {
        return Optional.ofNullable(brokers.get(broker));
    }

    /** Asks soon, because something turned out to be different. Asking often makes no more requests. */
    public void refresh() {
        if (asking) {
            askAgain = true;
        } else {
            askAt(askedNanos + settings.backoffMillis() * MILLI);
        }
    }

    /**
     * Notes what a broker said beside an error about who leads instead (KIP-951).
     *
     * @param of the topic that was asked about: epochs of one that has gone say nothing about its successor
     */
    public void hint(TopicLeaders.Key of, int partition, LeaderIdAndEpoch leader, List<NodeEndpoint> endpoints) {
        if (closed) {
            return;
        }
        for (NodeEndpoint each : endpoints) {
            place(each.nodeId(), each.host(), each.port());
        }
        var known = topics.get(of.topic());
        if (known != null
                && known.id().equals(of.id())
                && leader.leaderEpoch() > known.leader(partition).leaderEpoch()) {
            var leaders = new ArrayList<>(known.leaders());
            if (partition < leaders.size()) {
                leaders.set(partition, leader);
                topics.put(of.topic(), new TopicLeaders(known.id(), leaders));
                environment.timers().post(this::tell);
            }
        }
    }

    /** Ends it, with all connections. */
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        bootstrap.forEach(RpcChannel::close);
        brokers.values().forEach(RpcChannel::close);
    }

    private void tell() {
        if (!closed) {
            changed.run();
        }
    }

    private void askAt(long nanos) {
        if (closed || nanos >= timerNanos) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerNanos = nanos;
        timer = environment
                .timers()
                .after(Math.max(0, nanos - environment.clock().nanos()), this::ask);
    }

    private void ask() {
        timer = null;
        timerNanos = Long.MAX_VALUE;
        if (wanted.isEmpty() || asking) {
            return;
        }
        asking = true;
        askAgain = false;
        askedNanos = environment.clock().nanos();
        ownTurn++;
        leastBusy(ownTurn)
                .send(
                        Api.METADATA,
                        version -> new MetadataRequest(
                                wanted.stream()
                                        .map(name -> new MetadataRequest.Topic(TopicLeaders.NO_ID, name))
                                        .toList(),
                                false),
                        settings.timeoutMillis() * MILLI,
                        this::answered);
    }

    /** Returns the way to some broker, known or begun with: the least busy one, all in turn. */
    public RpcChannel any() {
        turn++;
        return leastBusy(turn);
    }

    private RpcChannel leastBusy(int from) {
        var all = new ArrayList<>(brokers.values());
        all.addAll(bootstrap);
        var best = all.get(Math.floorMod(from, all.size()));
        for (int i = 1; i < all.size(); i++) {
            var other = all.get(Math.floorMod(from + i, all.size()));
            if (other.inFlight() < best.inFlight()) {
                best = other;
            }
        }
        return best;
    }

    private void answered(RpcOutcome outcome) {
        asking = false;
        if (closed) {
            return;
        }
        boolean whole = outcome instanceof RpcOutcome.Answered answered
                && answered.response() instanceof MetadataResponse response
                && takeOver(response);
        long pauseMillis = whole && !askAgain ? settings.maxAgeMillis() : settings.backoffMillis();
        askAt(askedNanos + pauseMillis * MILLI);
        tell();
    }

    /** Takes over what is newer. Returns whether everything wanted is known. */
    private boolean takeOver(MetadataResponse response) {
        for (MetadataResponse.Broker broker : response.brokers()) {
            place(broker.nodeId(), broker.host(), broker.port());
        }
        boolean whole = response.error() == ErrorCode.NONE;
        for (MetadataResponse.Topic topic : response.topics()) {
            var name = topic.topic();
            if (topic.error() != ErrorCode.NONE || name == null) {
                whole = false;
            } else {
                topics.put(name, merged(topic, topics.get(name)));
            }
        }
        return whole && topics.keySet().containsAll(wanted);
    }

    private static TopicLeaders merged(MetadataResponse.Topic topic, @Nullable TopicLeaders before) {
        var leaders = new ArrayList<LeaderIdAndEpoch>();
        if (before != null && before.id().equals(topic.topicId())) {
            leaders.addAll(before.leaders());
        }
        for (MetadataResponse.Partition partition : topic.partitions()) {
            while (leaders.size() <= partition.partition()) {
                leaders.add(LeaderIdAndEpoch.NONE);
            }
            // A version without epochs says -1: then the newest answer is the best there is.
            if (partition.leaderEpoch() < 0
                    || partition.leaderEpoch()
                            >= leaders.get(partition.partition()).leaderEpoch()) {
                leaders.set(partition.partition(), new LeaderIdAndEpoch(partition.leaderId(), partition.leaderEpoch()));
            }
        }
        return new TopicLeaders(topic.topicId(), leaders);
    }

    private void place(int broker, String host, int port) {
        var endpoint = new Endpoint(host, port);
        var before = brokers.get(broker);
        if (before == null || !before.endpoint().equals(endpoint)) {
            if (before != null) {
                before.close();
            }
            brokers.put(broker, channelTo(endpoint));
        }
    }
}
