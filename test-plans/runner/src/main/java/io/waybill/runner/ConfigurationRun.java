package io.waybill.runner;

import io.waybill.checker.Judgement;
import io.waybill.history.Attributes;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries one configuration out, from its cluster's start to its verdict. Used once, by one thread; an interrupt of
 * that thread calls it off.
 */
final class ConfigurationRun {

    private final RunStart start;
    private final Venue venue;
    private final Configuration configuration;
    private final Optional<Control> control;
    private final RunListener listener;

    ConfigurationRun(
            RunStart start, Venue venue, Configuration configuration, Optional<Control> control, RunListener listener) {
        this.start = start;
        this.venue = venue;
        this.configuration = configuration;
        this.control = control;
        this.listener = listener;
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
        Recorded recorded = venue.record(new Assignment(start, configuration, history, settings, alarm), listener);
        Optional<Throwable> broken = alarm.cause();
        return broken.isPresent() ? failed(broken.get()) : judge(history, recorded, startNanos);
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
                recorded.simulated(),
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
        settings.putAll(start.site().settings());
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
