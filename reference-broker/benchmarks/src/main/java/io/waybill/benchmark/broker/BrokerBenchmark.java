package io.waybill.benchmark.broker;

import io.waybill.benchmark.broker.Load.Acks;
import io.waybill.benchmark.broker.Load.Compression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A session: for each size of cluster, and as often as asked, each contender is started from nothing, warmed up, and
 * given all loads. Contenders take turns, and who begins changes, so that what happens to the machine meanwhile happens
 * to all of them. Used by one thread; an interrupt ends it.
 */
public final class BrokerBenchmark {

    /** With more of the machine taken by other work than this, in cores, a run says little. */
    private static final double DISTURBED_CORES = 0.35;

    /** A run that was disturbed is done once more, but of all runs one in so many at most: a machine may stay busy. */
    private static final int RUNS_A_REPEAT = 4;

    private static final int WARM_UP_SMALL = 300_000;
    private static final int WARM_UP_LARGE = 60_000;
    private static final double NANOS_A_SECOND = 1e9;

    private final List<Contender> contenders;
    private final SessionPlan plan;
    private final Consumer<String> progress;
    private final Results results = new Results();
    private int repeatsLeft;

    /**
     * Makes a session. A run during which other work took much of the machine is done once more, and the quieter of the
     * two counts.
     *
     * @param contenders the first is the one in question, a second is what it is compared with
     * @param progress is told what is being done
     * @throws IllegalStateException where the system does not tell CPU and memory of processes
     */
    public BrokerBenchmark(List<Contender> contenders, SessionPlan plan, Consumer<String> progress) {
        if (!Proc.isThere()) {
            throw new IllegalStateException("there is no /proc here, which tells CPU and memory of processes: the"
                    + " benchmark of brokers needs Linux");
        }
        this.contenders = List.copyOf(contenders);
        this.plan = plan;
        this.progress = progress;
        int runs = contenders.size()
                * plan.sizes().size()
                * plan.repetitions()
                * plan.loads().size();
        this.repeatsLeft = runs / RUNS_A_REPEAT;
    }

    /** Measures everything. */
    public void run() throws InterruptedException {
        for (int nodes : plan.sizes()) {
            for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
                List<Contender> order = new ArrayList<>(contenders);
                if (repetition % 2 == 0) {
                    Collections.reverse(order);
                }
                for (Contender contender : order) {
                    progress.accept(contender.name() + ", " + nodes + (nodes == 1 ? " node" : " nodes")
                            + ", repetition " + repetition + " of " + plan.repetitions());
                    measure(contender, nodes);
                }
            }
        }
    }

    /** Returns what was found so far. */
    public Report report() {
        return new Report(contenders.stream().map(Contender::name).toList(), plan, results, DISTURBED_CORES);
    }

    private void measure(Contender contender, int nodes) throws InterruptedException {
        var side = new Side(contender.name(), nodes);
        long beganNanos = System.nanoTime();
        try (Contender.Cluster cluster = contender.start(nodes);
                Topics topics = new Topics(cluster.bootstrap(), nodes)) {
            topics.awaitReady();
            double seconds = (System.nanoTime() - beganNanos) / NANOS_A_SECOND;
            List<Long> brokers = cluster.processes();
            results.started(
                    side,
                    new Start(
                            seconds,
                            brokers.stream().mapToDouble(Proc::cpuSeconds).sum(),
                            most(brokers.stream().map(Proc::residentBytes).toList())));
            var client = new LoadClient(cluster.bootstrap(), brokers);
            warmUp(client, topics);
            carryOut(side, client, topics);
            results.peaked(side, most(brokers.stream().map(Proc::peakBytes).toList()));
        }
    }

    /** Until compilers have seen the loads: those of the broker, and at first those of the client. */
    private void warmUp(LoadClient client, Topics topics) throws InterruptedException {
        boolean isSmall = plan.loads().stream().allMatch(load -> load.count() < WARM_UP_LARGE);
        int divisor = isSmall ? WARM_UP_LARGE : 1;
        List<Load> loads = List.of(
                Load.produce(100, 3, Acks.ONE, Compression.NONE, WARM_UP_SMALL / divisor),
                Load.produce(1024, 3, Acks.ALL, Compression.NONE, WARM_UP_LARGE / divisor),
                Load.produce(100, 3, Acks.ALL, Compression.LZ4, WARM_UP_SMALL / divisor));
        for (Load load : loads) {
            String topic = topics.create(load);
            topics.awaitWhole(topic);
            client.produce(load, topic);
            client.consume(load, topic);
            topics.delete(topic);
        }
    }

    private void carryOut(Side side, LoadClient client, Topics topics) throws InterruptedException {
        Map<Load, String> written = new HashMap<>();
        for (Load load : plan.loads()) {
            Measurement measurement = once(load, client, topics, written);
            if (isDisturbed(measurement) && repeatsLeft > 0) {
                repeatsLeft--;
                Measurement again = once(load, client, topics, written);
                if (again.usage().otherCores() < measurement.usage().otherCores()) {
                    measurement = again;
                }
            }
            tell(load, measurement);
            results.measured(side, load, measurement);
        }
        for (String topic : written.values()) {
            topics.delete(topic);
        }
    }

    private static boolean isDisturbed(Measurement measurement) {
        return measurement.usage().otherCores() > DISTURBED_CORES;
    }

    private Measurement once(Load load, LoadClient client, Topics topics, Map<Load, String> written)
            throws InterruptedException {
        // What the client left from the load before is not to be cleared away in this one.
        System.gc();
        if (load.kind() == Load.Kind.CONSUME) {
            return client.consume(load, topicFor(load, client, topics, written));
        }
        String topic = topics.create(load);
        topics.awaitWhole(topic);
        Measurement measurement =
                load.kind() == Load.Kind.PRODUCE ? client.produce(load, topic) : client.latency(load, topic);
        boolean isRead = plan.loads().stream().anyMatch(load::writes);
        String before = isRead ? written.put(load, topic) : topic;
        if (before != null) {
            topics.delete(before);
        }
        return measurement;
    }

    /** Returns a topic that a load has written in this session, or writes one. */
    private static String topicFor(Load reading, LoadClient client, Topics topics, Map<Load, String> written)
            throws InterruptedException {
        for (Map.Entry<Load, String> entry : written.entrySet()) {
            if (entry.getKey().writes(reading)) {
                return entry.getValue();
            }
        }
        Load writing = Load.produce(
                reading.sizeBytes(), reading.partitions(), reading.acks(), reading.compression(), reading.count());
        String topic = topics.create(writing);
        topics.awaitWhole(topic);
        client.produce(writing, topic);
        written.put(writing, topic);
        return topic;
    }

    private void tell(Load load, Measurement it) {
        String figure = load.kind() == Load.Kind.LATENCY
                ? String.format(
                        Locale.ROOT,
                        "p50 %.2f p99 %.2f p99.9 %.2f ms",
                        it.latency().p50Millis(),
                        it.latency().p99Millis(),
                        it.latency().p999Millis())
                : String.format(Locale.ROOT, "%,.0f records/s", it.recordsPerSecond());
        progress.accept(String.format(
                Locale.ROOT,
                "  %-50s %s, broker CPU %.2f s, other work %.2f cores%s",
                load.name(),
                figure,
                it.usage().brokerSeconds(),
                it.usage().otherCores(),
                isDisturbed(it) ? ", disturbed" : ""));
    }

    private static long most(List<Long> figures) {
        return figures.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
