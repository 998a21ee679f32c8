package io.waybill.client.world;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Disk;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.MetadataResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** One client and some scripted brokers. Everything takes a millisecond. */
public final class World implements Environment, Clock, Timers, Shards, Links, Probes {

    public static final long MILLI = 1_000_000;

    private static final int MOST_EVENTS_AT_ONCE = 10_000;

    private record Event(long at, long order, Runnable task) {}

    /** A topic as the brokers tell it. */
    public record Told(UUID id, List<LeaderIdAndEpoch> leaders) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private final SortedMap<Integer, FakeBroker> brokers = new TreeMap<>();

    /** What brokers say about topics; empty leaders for an error. */
    public final SortedMap<String, Told> topics = new TreeMap<>();

    /** Brokers that are told to be where another is. */
    public final SortedMap<Integer, Integer> moved = new TreeMap<>();

    /** Brokers that metadata do not name. */
    public final SortedSet<Integer> unnamed = new TreeSet<>();

    private long now;
    private long order;

    /** A world with some brokers, 0 and on. */
    public World(int count) {
        for (int id = 0; id < count; id++) {
            brokers.put(id, new FakeBroker(this, id, endpoint(id)));
        }
    }

    public static Endpoint endpoint(int broker) {
        return new Endpoint("broker-" + broker, 9092);
    }

    public List<Endpoint> bootstrap() {
        return brokers.keySet().stream().map(World::endpoint).toList();
    }

    public FakeBroker broker(int id) {
        return brokers.get(id);
    }

    /** Says who leads a topic's partitions, all in epoch 0, under a new id. */
    public void topic(String name, int... leaders) {
        var told = new ArrayList<LeaderIdAndEpoch>();
        for (int leader : leaders) {
            told.add(new LeaderIdAndEpoch(leader, 0));
        }
        topics.put(name, new Told(new UUID(7, topics.size() + 1), told));
    }

    /** Says that another leads. */
    public void lead(String topic, int partition, int leader, int epoch) {
        var before = topics.get(topic);
        var leaders = new ArrayList<>(before.leaders());
        leaders.set(partition, new LeaderIdAndEpoch(leader, epoch));
        topics.put(topic, new Told(before.id(), leaders));
    }

    MetadataResponse metadata(List<String> asked) {
        var told = new ArrayList<MetadataResponse.Topic>();
        for (String name : asked) {
            var topic = topics.get(name);
            if (topic == null) {
                told.add(new MetadataResponse.Topic(
                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, name, new UUID(0, 0), false, List.of()));
                continue;
            }
            var parts = new ArrayList<MetadataResponse.Partition>();
            for (int i = 0; i < topic.leaders().size(); i++) {
                var leader = topic.leaders().get(i);
                parts.add(new MetadataResponse.Partition(
                        ErrorCode.NONE,
                        i,
                        leader.leaderId(),
                        leader.leaderEpoch(),
                        List.of(0, 1),
                        List.of(0, 1),
                        List.of()));
            }
            told.add(new MetadataResponse.Topic(ErrorCode.NONE, name, topic.id(), false, parts));
        }
        var all = new ArrayList<MetadataResponse.Broker>();
        for (int id : brokers.keySet()) {
            if (unnamed.contains(id)) {
                continue;
            }
            var at = endpoint(moved.getOrDefault(id, id));
            all.add(new MetadataResponse.Broker(id, at.host(), at.port(), null));
        }
        return new MetadataResponse(all, "fake", 0, told, ErrorCode.NONE);
    }

    public void runFor(long millis) {
        long until = now + millis * MILLI;
        int atOnce = 0;
        while (!events.isEmpty() && events.peek().at() <= until) {
            var event = events.remove();
            atOnce = event.at() == now ? atOnce + 1 : 0;
            if (atOnce > MOST_EVENTS_AT_ONCE) {
                throw new AssertionError("time stands still at " + now);
            }
            now = event.at();
            event.task().run();
        }
        now = until;
    }

    void at(long delayNanos, Runnable task) {
        events.add(new Event(now + delayNanos, order++, task));
    }

    @Override
    public Connection connect(Endpoint to, Connection.Handler handler) {
        for (FakeBroker broker : brokers.values()) {
            if (broker.endpoint().equals(to)) {
                return broker.connect(handler);
            }
        }
        throw new AssertionError("nobody is at " + to);
    }

    @Override
    public void listen(Endpoint endpoint, Acceptor acceptor) {
        throw new UnsupportedOperationException("a client does not listen");
    }

    @Override
    public int node() {
        return 100;
    }

    @Override
    public int incarnation() {
        return 0;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Shards shards() {
        return this;
    }

    @Override
    public Links links() {
        return this;
    }

    @Override
    public Disk disk() {
        throw new UnsupportedOperationException("a client has no disk");
    }

    @Override
    public Randomness randomness(String purpose) {
        return Randomness.ofSeed(1).fork(purpose);
    }

    @Override
    public Probes probes() {
        return this;
    }

    @Override
    public void crash(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long wallMillis() {
        return 1_700_000_000_000L + now / MILLI;
    }

    @Override
    public void post(Runnable task) {
        at(0, task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        var over = new boolean[1];
        at(delayNanos, () -> {
            if (!over[0]) {
                over[0] = true;
                task.run();
            }
        });
        return () -> {
            boolean was = over[0];
            over[0] = true;
            return !was;
        };
    }

    @Override
    public int self() {
        return 0;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public void post(int shard, Runnable task) {
        post(task);
    }

    @Override
    public void start(int shard, Consumer<Environment> program) {
        post(() -> program.accept(this));
    }

    @Override
    public void always(boolean holds, String id, java.util.function.Supplier<String> detail) {
        if (!holds) {
            throw new AssertionError(id + ": " + detail.get());
        }
    }

    @Override
    public Sometimes sometimes(String id) {
        return () -> {};
    }

    @Override
    public Buggify buggify(String id) {
        return () -> false;
    }
}
