package io.waybill.client.cluster;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.wire.message.MetadataResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ways to the brokers of a cluster: to those that a client began with, and to those that it was told of. One that
 * the newest answer no longer names has no more turns, and loses its connection once nothing is under way to it.
 *
 * <p>Used on the environment's loop only.
 */
public final class BrokerChannels {

    private final Environment environment;
    private final ChannelSettings settings;
    private final List<RpcChannel> bootstrap = new ArrayList<>();
    private final SortedMap<Integer, RpcChannel> brokers = new TreeMap<>();
    private final SortedSet<Integer> absent = new TreeSet<>();
    private final int firstTurn;
    private int turn;

    /** Makes ways to where a client begins, at least one; none is connected yet. */
    public BrokerChannels(Environment environment, List<Endpoint> bootstrap, String clientId) {
        this.environment = environment;
        this.settings = ChannelSettings.ofClient(clientId);
        this.firstTurn = environment.randomness("first broker to ask").nextInt(bootstrap.size());
        this.turn = firstTurn;
        for (Endpoint endpoint : bootstrap) {
            this.bootstrap.add(channelTo(endpoint));
        }
    }

    private RpcChannel channelTo(Endpoint endpoint) {
        return RpcChannel.to(environment, endpoint, settings);
    }

    /** Returns the way to a broker; empty where it is not known. */
    public Optional<RpcChannel> to(int broker) {
        return Optional.ofNullable(brokers.get(broker));
    }

    /** Returns the way to some broker, known or begun with: the least busy one, all in turn. */
    public RpcChannel any() {
        turn++;
        return leastBusy(turn);
    }

    /** Returns with which turn of its own a client may begin, so that not all begin with the same broker. */
    int firstTurn() {
        return firstTurn;
    }

    RpcChannel leastBusy(int from) {
        List<RpcChannel> all = new ArrayList<>();
        brokers.forEach((broker, channel) -> {
            if (!absent.contains(broker)) {
                all.add(channel);
            }
        });
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

    /** Takes over which brokers there are. An answer that names nobody says nothing. */
    public void takeOver(List<MetadataResponse.Broker> named) {
        if (named.isEmpty()) {
            return;
        }
        absent.addAll(brokers.keySet());
        for (MetadataResponse.Broker broker : named) {
            place(broker.nodeId(), new Endpoint(broker.host(), broker.port()));
        }
        absent.removeIf(broker -> {
            var channel = brokers.get(broker);
            boolean isIdle = channel == null || channel.inFlight() == 0;
            if (channel != null && isIdle) {
                channel.close();
                brokers.remove(broker);
            }
            return isIdle;
        });
    }

    /** Notes where a broker is; what is under way to where it was is lost. */
    public void place(int broker, Endpoint endpoint) {
        absent.remove(broker);
        var before = brokers.get(broker);
        if (before == null || !before.endpoint().equals(endpoint)) {
            if (before != null) {
                before.close();
            }
            brokers.put(broker, channelTo(endpoint));
        }
    }

    /** Ends all connections. */
    public void close() {
        bootstrap.forEach(RpcChannel::close);
        brokers.values().forEach(RpcChannel::close);
    }
}
