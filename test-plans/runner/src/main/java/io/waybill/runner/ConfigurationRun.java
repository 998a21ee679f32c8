package io.waybill.runner;

import io.waybill.checker.Judgement;
import io.waybill.fault.FaultClock;
import io.waybill.history.Attributes;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.system.Cluster;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries one configuration out, from its cluster's start to its verdict. Used once, by one thread; an interrupt of
 * that thread calls it off.
 */
final class ConfigurationRun {

    private final RunStart start;
    private final SystemUnderTest system;
    private final RunRequest.Places places;
    private final Configuration configuration;
    private final Optional<Control> control;
    private final RunListener listener;
    private final Supplier<FaultClock> clocks;

    ConfigurationRun(
            RunStart start,
            SystemUnderTest system,
            RunRequest.Places places,
            Configuration configuration,
            Optional<Control> control,
            RunListener listener,
            Supplier<FaultClock> clocks) {
        this.start = start;
        this.system = system;
        this.places = places;
        this.configuration = configuration;
        this.control = control;
        this.listener = listener;
        this.clocks = clocks;
    }

    /** Carries it out. However it ends, nothing of it is left running. */
    Ending carryOut() {
        Alarm alarm = new Alarm(Thread.currentThread());
        try {
            return carryOut(alarm);
        } catch (InterruptedException e) {
            return alarm.cause().<Ending>map(this::failed).orElseGet(Ending.CalledOff::new);
        } catch (IOException | RuntimeException | Error e) {
            // Whoever is interrupted while it asks or judges says so in its own words.
            boolean calledOff =
                    alarm.cause().isEmpty() && Thread.currentThread().isInterrupted();
            return calledOff ? new Ending.CalledOff() : failed(alarm.cause().orElse(e));
        } finally {
            alarm.disarm();
        }
    }

    private Ending failed(Throwable cause) {
        return new Ending.Failed(RunFailed.of(configuration.name(), cause));
    }

    private Ending carryOut(Alarm alarm) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Map<String, String> settings = writeSettings();
        Path history = start.directory().history(configuration.name());
        Recorded recorded;
        listener.phaseStarted(Phase.START, configuration.phases().start());
        try (Cluster cluster = system.start(configuration.cluster(), stage())) {
            listener.clusterReady(cluster.description(), since(startNanos));
            recorded = record(cluster, history, settings, alarm);
        }
        Optional<Throwable> broken = alarm.cause();
        return broken.isPresent() ? failed(broken.get()) : judge(history, recorded, startNanos);
    }

    private Stage stage() {
        return new Stage(
                start.directory().logs(configuration.name()),
                places.scratch(),
                places.cache(),
                configuration.phases().start(),
                false,
                listener::waiting);
    }

    private Recorded record(Cluster cluster, Path history, Map<String, String> settings, Alarm alarm)
            throws IOException {
        FaultClock clock = clocks.get();
        long run = RunId.mix(start.seed() ^ System.nanoTime());
        try (Recorder recorder = Recorder.to(history, run, clock::nanos);
                EarlyJudge early = EarlyJudge.of(history)) {
            recorder.attribute(Attributes.SYSTEM, cluster.description());
            // So that a line of a broker's log, which has the date, can be put beside an event, which has not.
            recorder.attribute("started-at", Instant.now().toString());
            settings.forEach(recorder::attribute);
            return new Recording(cluster, configuration, start.seed(), recorder, clock, early, listener, alarm)
                    .carryOut();
        }
    }

    private Ending judge(Path history, Recorded recorded, long startNanos) throws IOException {
        listener.phaseStarted(Phase.JUDGE, Duration.ZERO);
        Judgement judgement = Judge.judge(history, configuration);
        ConfigurationResult result = new ConfigurationResult(
                configuration,
                control,
                judgement,
                Judge.weigh(configuration, judgement, recorded),
                recorded.moments(),
                recorded.traffic(),
                recorded.drained(),
                history,
                since(startNanos));
        return new Ending.Judged(result, recorded.calledOff());
    }

    /** Writes what the run was before it begins: a run that dies says at least that. */
    private Map<String, String> writeSettings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Attributes.RUN, start.id().text());
        settings.put(Attributes.PLAN, start.plan().name());
        settings.put(Attributes.CONFIGURATION, configuration.name());
        settings.put(Attributes.SEED, start.seedText());
        control.ifPresent(each -> settings.put("control", Settings.of(each)));
        settings.putAll(Versions.all());
        settings.putAll(Settings.of(configuration));
        Files.createDirectories(start.directory().logs(configuration.name()));
        Files.writeString(
                start.directory().settings(configuration.name()),
                Attributes.SYSTEM + " = " + start.system() + "\n" + Settings.text(settings),
                StandardCharsets.UTF_8);
        return settings;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
