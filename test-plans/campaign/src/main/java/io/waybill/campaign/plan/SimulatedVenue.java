package io.waybill.campaign.plan;

import io.waybill.checker.online.Standing;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Timeline;
import io.waybill.history.Attributes;
import io.waybill.history.file.ByteStore;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.runner.Assignment;
import io.waybill.runner.Phase;
import io.waybill.runner.Progress;
import io.waybill.runner.Recorded;
import io.waybill.runner.RunListener;
import io.waybill.runner.Site;
import io.waybill.runner.Venue;
import io.waybill.runner.journal.FaultLines;
import io.waybill.simulation.cluster.ClusterListener;
import io.waybill.simulation.cluster.ClusterPhase;
import io.waybill.simulation.cluster.ClusterResult;
import io.waybill.simulation.plan.PlannedCluster;
import io.waybill.workload.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The simulated world: brokers and clients of our own, in one thread, from a seed. */
public final class SimulatedVenue implements Venue {

    /** The word for it. */
    public static final String ENVIRONMENT = "simulated";

    /** The system that is there: the only one that can live in it. */
    public static final String SYSTEM = "reference";

    private final PlantedFlaws flaws;
    private final Site site;

    /**
     * Makes one.
     *
     * @param version of the system, for its description
     * @param flaws what is planted in the brokers
     */
    public SimulatedVenue(String version, PlantedFlaws flaws) {
        this.flaws = flaws;
        this.site = new Site(ENVIRONMENT, SYSTEM + " " + version, flaws.byId());
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public List<String> problems(Configuration configuration) {
        return PlannedCluster.problems(configuration);
    }

    @Override
    public Recorded record(Assignment assignment, RunListener listener) throws IOException, InterruptedException {
        Configuration configuration = assignment.configuration();
        SortedMap<String, String> attributes = new TreeMap<>(assignment.settings());
        attributes.put(Attributes.SYSTEM, site.system());
        listener.clusterReady(site.system() + " in a simulated world", Duration.ZERO);
        // In memory first: the run judges it at its end, when its file would be closed already.
        ByteStore history = ByteStore.inMemory();
        try (FaultLines faults = FaultLines.beside(assignment.history())) {
            ClusterResult result = SimulatedConfiguration.run(
                    configuration,
                    assignment.start().seed(),
                    flaws,
                    history,
                    attributes,
                    new Told(configuration, assignment.start().seed(), listener, faults));
            return SimulatedConfiguration.recorded(configuration, result);
        } catch (CalledOff e) {
            throw new InterruptedException("called off while it was simulated");
        } finally {
            keep(history, assignment.history());
        }
    }

    private static void keep(ByteStore history, Path file) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(history.size())];
        int read = history.read(0, bytes, 0, bytes.length);
        assert read == bytes.length : read;
        Files.write(file, bytes);
    }

    /** Leaves the simulation, in which nobody can be waited for and nobody can be interrupted. */
    private static final class CalledOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CalledOff() {
            super("called off");
        }
    }

    /** Tells a run's listener what happens in the world. */
    private static final class Told implements ClusterListener {

        private static final double NANOS_A_SECOND = 1e9;

        private final Configuration configuration;
        private final long seed;
        private final RunListener listener;
        private final FaultLines lines;
        private final SortedMap<Integer, String> active = new TreeMap<>();
        private Phase phase = Phase.START;
        private int faults;
        private Traffic last = Traffic.none();
        private long lastNanos;

        Told(Configuration configuration, long seed, RunListener listener, FaultLines lines) {
            this.configuration = configuration;
            this.seed = seed;
            this.listener = listener;
            this.lines = lines;
        }

        @Override
        public void phaseStarted(ClusterPhase began, long nanos) {
            var phases = configuration.phases();
            Duration atMost = switch (began) {
                case START -> phases.start();
                case WARM_UP -> phases.warmUp();
                case STORM -> phases.storm();
                case CALM -> phases.calm();
                case DRAIN -> phases.drain();
            };
            phase = Phase.valueOf(began.name());
            if (phase == Phase.STORM) {
                lines.planned(configuration.faults().timeline(seed, phases.storm()), nanos);
            }
            listener.phaseStarted(phase, atMost);
        }

        @Override
        public void faultStarted(FaultRecord fault, long nanos) {
            var notice = RunListener.FaultNotice.of(fault, nanos);
            faults++;
            // Nothing takes time here: a fault has taken effect when it begins.
            lines.started(fault, nanos, nanos);
            active.put(fault.id(), notice.kind() + " " + notice.resolved() + " (" + notice.named() + ")");
            listener.faultStarted(notice);
        }

        @Override
        public void faultStopped(FaultRecord fault, long nanos) {
            active.remove(fault.id());
            lines.ended(fault, nanos, nanos);
            listener.faultStopped(RunListener.FaultNotice.of(fault, nanos));
        }

        @Override
        public void faultSkipped(Timeline.Occurrence occurrence, String reason, long nanos) {
            lines.skipped(occurrence, reason, nanos);
            String fault = occurrence.fault().match(Object::toString, Fault.Combined::kind);
            listener.faultSkipped(fault, reason, Duration.ofNanos(nanos));
        }

        @Override
        public void momentHit(Moment moment, String detail, long nanos) {
            listener.momentHit(moment, detail, Duration.ofNanos(nanos));
        }

        @Override
        public void progress(Traffic traffic, long nanos) {
            if (Thread.interrupted()) {
                throw new CalledOff();
            }
            double seconds = Math.max(1, nanos - lastNanos) / NANOS_A_SECOND;
            listener.progress(new Progress(
                    phase,
                    Duration.ofNanos(nanos),
                    configuration.phases().traffic(),
                    traffic,
                    (traffic.sent() - last.sent()) / seconds,
                    (traffic.acknowledged() - last.acknowledged()) / seconds,
                    Duration.ZERO,
                    List.copyOf(active.values()),
                    faults,
                    Standing.NOTHING));
            last = traffic;
            lastNanos = nanos;
        }
    }
}
