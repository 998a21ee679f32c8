package io.waybill.client.cluster;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
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
    private final BrokerChannels brokers;
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;
    private long askedNanos;
    private boolean asking;
    private boolean askAgain;
    private boolean closed;

    // Its own questions take nobody else's turn: who asks now and then would come to the same ones that are gone.
    private int ownTurn;

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
        this.brokers = new BrokerChannels(environment, settings.bootstrap(), settings.clientId());
        this.ownTurn = brokers.firstTurn();
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
        return brokers.to(broker);
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
            brokers.place(each.nodeId(), new Endpoint(each.host(), each.port()));
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
        brokers.close();
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
        brokers.leastBusy(ownTurn)
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

    /** Returns the way to some broker: the least busy one, all in turn. */
    public RpcChannel any() {
        return brokers.any();
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
        brokers.takeOver(response.brokers());
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
}
