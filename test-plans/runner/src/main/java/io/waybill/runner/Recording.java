package io.waybill.runner;

import io.waybill.checker.online.Standing;
import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.FaultClock;
import io.waybill.fault.FaultPorts;
import io.waybill.fault.Nemesis;
import io.waybill.fault.Partition;
import io.waybill.fault.Timeline;
import io.waybill.history.Attributes;
import io.waybill.history.Event;
import io.waybill.history.record.Recorder;
import io.waybill.plan.AwaitedMoment;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.plan.Phases;
import io.waybill.runner.journal.FaultLines;
import io.waybill.system.Cluster;
import io.waybill.workload.Moments;
import io.waybill.workload.SendAndReceive;
import io.waybill.workload.Traffic;
import io.waybill.workload.TrafficListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The part of a configuration that is recorded: warm-up, storm, calm and drain of a cluster that is ready.
 *
 * <p>Threads: this one, which is also the nemesis's; one for the pulse (flush, early judgement, progress); one that
 * asks the cluster about its partitions and one about its quorum; one that follows the nodes' logs; and the clients'
 * own. All but the first end before {@link #carryOut} returns.
 */
final class Recording {

    private static final Duration PULSE = Duration.ofMillis(200);
    private static final Duration FACTS = Duration.ofMillis(200);
    private static final Duration LOGS = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Configuration configuration;
    private final Phases phases;
    private final long seed;
    private final Recorder recorder;
    private final RunListener listener;
    private final Alarm alarm;
    private final FaultClock clock;
    private final AtomicReference<SendAndReceive> workload = new AtomicReference<>();
    private final AtomicReference<Nemesis> nemesis = new AtomicReference<>();
    private final Moments moments;
    private final FaultJournal journal;
    private final Speedometer speedometer;
    private final EarlyJudge early;
    private final boolean watchesQuorum;

    /**
     * Makes one that has not begun. The recorder reads {@code clock} too.
     *
     * @param watchesQuorum whether the cluster says who leads its controllers' quorum
     */
    Recording(
            Cluster cluster,
            Configuration configuration,
            long seed,
            Recorder recorder,
            FaultClock clock,
            FaultLines faults,
            EarlyJudge early,
            boolean watchesQuorum,
            RunListener listener,
            Alarm alarm) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.phases = configuration.phases();
        this.seed = seed;
        this.recorder = recorder;
        this.early = early;
        this.watchesQuorum = watchesQuorum;
        this.listener = listener;
        this.alarm = alarm;
        this.clock = clock;
        this.moments = new Moments(recorder, this::hit, this::inFlight);
        this.journal = new FaultJournal(recorder, moments, listener, cluster, faults);
        this.speedometer = new Speedometer(phases.traffic());
    }

    Recorded carryOut() {
        NodeLogs nodeLogs = new NodeLogs(cluster, configuration.partitions(), recorder, moments);
        FactSampler facts = new FactSampler(cluster.view(), configuration.partitions(), recorder, moments);
        boolean drained = false;
        boolean calledOff = false;
        Traffic traffic = Traffic.none();
        try (SendAndReceive clients = startClients();
                Repeating pulse = new Repeating("pulse", PULSE, () -> pulse(clients), alarm);
                Repeating sampler = new Repeating("facts", FACTS, facts::sample, alarm);
                Repeating quorum = new Repeating("quorum", FACTS, facts::sampleQuorum, alarm);
                Repeating follower = new Repeating("logs", LOGS, nodeLogs::read, alarm)) {
            workload.set(clients);
            pulse.start();
            sampler.start();
            if (watchesQuorum) {
                quorum.start();
            }
            follower.start();
            drained = interruptibly(clients);
        } catch (InterruptedException e) {
            // Called off, or another thread raised the alarm: the caller asks. Everything is healed already.
            calledOff = alarm.cause().isEmpty();
        }
        SendAndReceive ended = workload.get();
        if (ended != null) {
            traffic = ended.traffic();
        }
        journal.conclude();
        nodeLogs.read(); // The thread that did until now has ended.
        recorder.attribute(Attributes.DRAINED, String.valueOf(drained));
        recorder.attribute("sends-not-invoked", String.valueOf(traffic.notInvoked()));
        recorder.attribute("called-off", String.valueOf(calledOff));
        return new Recorded(counts(), traffic, drained, calledOff, Optional.empty());
    }

    private List<MomentCount> counts() {
        return configuration.promise().pressure().stream()
                .map(each -> new MomentCount(each, moments.count(each.moment())))
                .toList();
    }

    private SendAndReceive startClients() {
        enter(Phase.WARM_UP, phases.warmUp());
        Map<Partition, Long> starts = new HashMap<>();
        cluster.bounds(configuration.partitions(), phases.start())
                .forEach((partition, bounds) -> starts.put(partition, bounds.start()));
        TrafficListener trafficListener = new TrafficListener() {
            @Override
            public void acknowledged(Partition partition, long invokedNanos, long answeredNanos) {
                moments.acknowledged(partition, invokedNanos);
            }

            @Override
            public void broken(String who, Throwable cause) {
                alarm.raise(who, cause);
            }
        };
        return SendAndReceive.start(
                cluster, configuration.clients(), starts, recorder, RunId.mix(seed), trafficListener);
    }

    /**
     * Returns whether everything was read to the end. An interrupt ends it in one way, whatever it met: Ctrl-C ends the
     * nodes too, while this thread may still repair them and others ask them, and what was recorded is worth as much.
     */
    private boolean interruptibly(SendAndReceive clients) throws InterruptedException {
        try {
            return carryOut(clients);
        } catch (InterruptedException e) {
            alarm.standDown();
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                alarm.standDown();
                throw new InterruptedException("called off: " + e.getMessage());
            }
            throw e;
        }
    }

    /** Returns whether everything was read to the end. */
    private boolean carryOut(SendAndReceive clients) throws InterruptedException {
        long warmUntilNanos = recorder.now() + phases.warmUp().toNanos();
        clock.awaitUntil(warmUntilNanos);
        storm(clients);
        enter(Phase.CALM, phases.calm());
        clock.awaitUntil(recorder.now() + phases.calm().toNanos());
        enter(Phase.DRAIN, phases.drain());
        return drain(clients);
    }

    private void storm(SendAndReceive clients) throws InterruptedException {
        enter(Phase.STORM, phases.storm());
        long untilNanos = recorder.now() + phases.storm().toNanos();
        Timeline timeline = configuration.faults().timeline(seed, phases.storm());
        journal.planned(timeline);
        FaultPorts hands = journal.watched(cluster.faults()).withClients(clients.clients());
        Nemesis follower = new Nemesis(timeline, journal.watched(cluster.view()), hands, journal, clock);
        nemesis.set(follower);
        try {
            follower.run();
        } finally {
            nemesis.set(null);
        }
        // The nemesis may have had its last word early: what it broke must still be lived with.
        clock.awaitUntil(untilNanos);
    }

    private boolean drain(SendAndReceive clients) throws InterruptedException {
        long untilNanos = recorder.now() + phases.drain().toNanos();
        listener.waiting("the answers to " + clients.unanswered() + " sends");
        clients.stopSending();
        try {
            listener.waiting("all replicas to be in sync");
            var ends = new FinalEnds(cluster, configuration.partitions(), clients::acknowledgedTo, clock);
            Map<Partition, Cluster.Bounds> bounds = ends.await(untilNanos);
            Map<Partition, Long> readTo = new HashMap<>();
            bounds.forEach((partition, each) -> {
                record(partition, each);
                readTo.put(partition, each.end());
            });
            listener.waiting("the consumers to read to the end");
            return clients.drain(readTo, left(untilNanos));
        } catch (ClusterUnavailableException e) {
            recorder.attribute("not-drained-because", String.valueOf(e.getMessage()));
            // Also the answer of whoever was interrupted while asking.
            if (Thread.interrupted()) {
                throw new InterruptedException("called off while draining");
            }
            return false;
        }
    }

    private Duration left(long untilNanos) {
        return Duration.ofNanos(Math.max(0, untilNanos - recorder.now()));
    }

    private void record(Partition partition, Cluster.Bounds bounds) {
        int id = recorder.partition(partition.topic(), partition.number());
        recorder.fact(
                Event.FactKind.LOG_START, id, Event.NONE, bounds.leaderEpoch(), bounds.start(), List.of(), "admin");
        recorder.fact(Event.FactKind.LOG_END, id, Event.NONE, bounds.leaderEpoch(), bounds.end(), List.of(), "admin");
    }

    private void enter(Phase phase, Duration atMost) {
        speedometer.enter(phase);
        recorder.phase(phase.word());
        listener.phaseStarted(phase, atMost);
    }

    private void pulse(SendAndReceive clients) {
        recorder.flush();
        Standing standing = early.look();
        listener.progress(speedometer.read(
                recorder.now(),
                clients.traffic(),
                clients.drainP99Nanos(),
                journal.active(),
                journal.started(),
                standing));
        early.news(standing).forEach(listener::confirmed);
    }

    /** A moment came about, on whatever thread noticed it. */
    private void hit(Moment moment, List<Partition> partitions, String detail, long nanos) {
        listener.momentHit(moment, detail, Duration.ofNanos(nanos));
        Nemesis waiting = nemesis.get();
        if (waiting != null) {
            AwaitedMoment.names(moment, partitions).forEach(name -> waiting.happened(name, nanos));
        }
    }

    private int inFlight(Partition partition) {
        SendAndReceive clients = workload.get();
        return clients == null ? 0 : clients.inFlight(partition);
    }
}
