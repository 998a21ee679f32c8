package io.waybill.runner;

import io.waybill.fault.FaultClock;
import io.waybill.fault.FaultKind;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Plan;
import io.waybill.system.ProxyServer;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs plans.
 *
 * <p>Everything happens on the calling thread and on threads that end before the call returns. Interrupting the calling
 * thread calls the run off: the cluster is healed and stopped, what was recorded is judged, and the result says so.
 */
public final class Runner {

    private Runner() {}

    /**
     * Runs a plan, its configurations first, then its controls, one after the other.
     *
     * @throws InvalidPlanException when the plan cannot be run as it is; nothing was started
     * @throws UncheckedIOException when the run's directory cannot be made; nothing was started
     */
    public static RunResult run(RunRequest request, RunListener listener) {
        return run(request, listener, Runner::realTime);
    }

    /** Runs a plan whose configurations live by these clocks, one each, which begins to count when it is made. */
    static RunResult run(RunRequest request, RunListener listener, Supplier<FaultClock> clocks) {
        Plan plan = request.scaledPlan().checked();
        SystemUnderTest system = present(plan, systemOf(plan, Optional.empty()), request.places());
        return run(
                request, new LocalVenue(system, request.places(), new TreeMap<>(), clocks, Optional.empty()), listener);
    }

    /**
     * Returns processes on this machine as the place where a plan is run, each cluster as long as its configuration.
     */
    public static Venue local(Plan plan, Optional<String> system, RunRequest.Places places, List<String> flaws) {
        return local(plan, places, new Tried(system, flaws, Optional.empty()));
    }

    /**
     * Returns processes on this machine as the place where a plan is run.
     *
     * @throws InvalidPlanException where the plan is not for that system, where there is no such system or where it has
     *     no such flaw
     */
    public static Venue local(Plan plan, RunRequest.Places places, Tried tried) {
        return venue(plan, places, tried, present(plan, chosen(plan, tried), places));
    }

    /**
     * Returns containers on this machine as the place where a plan is run.
     *
     * @param proxies what their links run through
     * @throws InvalidPlanException as for {@link #local}, and where that system cannot be had in containers, or this
     *     machine has no engine for them
     */
    public static Venue inContainers(Plan plan, RunRequest.Places places, Tried tried, ProxyServer proxies) {
        SystemUnderTest chosen = chosen(plan, tried);
        SystemUnderTest contained = chosen.inContainers(proxies)
                .orElseThrow(() -> new InvalidPlanException(
                        plan.name(), List.of(chosen.name() + " cannot be had in containers yet")));
        return venue(plan, places, tried, present(plan, contained, places));
    }

    /**
     * Returns processes on this machine as the place where a plan is run, their links through a Toxiproxy that somebody
     * runs here.
     *
     * @param host where that serves its API
     * @throws InvalidPlanException as for {@link #local}, and where that system cannot be had so or no Toxiproxy
     *     answers
     */
    public static Venue throughToxiproxy(Plan plan, RunRequest.Places places, Tried tried, String host, int port) {
        SystemUnderTest chosen = chosen(plan, tried);
        SystemUnderTest through = chosen.throughToxiproxy(host, port)
                .orElseThrow(() -> new InvalidPlanException(
                        plan.name(),
                        List.of("the links of " + chosen.name() + " cannot go through somebody's Toxiproxy")));
        return venue(plan, places, tried, present(plan, through, places));
    }

    /** Refuses what this machine lacks something for. */
    private static SystemUnderTest present(Plan plan, SystemUnderTest system, RunRequest.Places places) {
        List<String> missing = new ArrayList<>(system.missing());
        // Where the system cannot do a fault on any machine, that is said later, and this machine is not tried.
        if (missing.isEmpty()
                && plan.allConfigurations().stream()
                        .allMatch(each ->
                                system.capabilities().problems(each.faults()).isEmpty())) {
            Set<FaultKind> kinds = new TreeSet<>();
            plan.allConfigurations().forEach(each -> kinds.addAll(LocalVenue.kinds(each)));
            missing.addAll(system.missing(kinds, places.scratch()));
        }
        if (!missing.isEmpty()) {
            throw new InvalidPlanException(plan.name(), missing);
        }
        return system;
    }

    /** Of a part of a plan, too, which may have no configuration but a control's. */
    private static SystemUnderTest chosen(Plan plan, Tried tried) {
        return tried.system().isPresent()
                ? systemOf(plan, tried.system())
                : flawed(plan, tried.flaws()).orElseGet(() -> systemOf(plan, tried.system()));
    }

    private static Venue venue(Plan plan, RunRequest.Places places, Tried tried, SystemUnderTest chosen) {
        SortedMap<String, String> planted = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String id : tried.flaws()) {
            String meaning = chosen.flaws().get(id);
            if (meaning == null) {
                problems.add("flaw " + id + " cannot be planted in " + chosen.name() + " here"
                        + (chosen.flaws().isEmpty()
                                ? ", which has none"
                                : ", only one of "
                                        + String.join(", ", chosen.flaws().keySet())));
            } else {
                planted.put(id, meaning);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(plan.name(), problems);
        }
        return new LocalVenue(chosen, places, planted, Runner::realTime, tried.kept());
    }

    /**
     * Returns a cluster that someone else runs as the place where a plan is run: nothing of it is broken.
     *
     * @param system that cluster; its name is what reports call it
     */
    public static Venue remote(SystemUnderTest system, RunRequest.Places places) {
        LocalVenue clients = new LocalVenue(system, places, new TreeMap<>(), Runner::realTime, Optional.empty());
        return new RemoteVenue(system, clients);
    }

    /**
     * Runs a plan at a venue, its configurations first, then its controls, one after the other; where the plan says so,
     * no more after the first that is violated.
     *
     * @param listeners are told in this order, by one call at a time
     * @throws InvalidPlanException when the plan cannot be run as it is, or not there; nothing was started
     * @throws UncheckedIOException when the run's directory cannot be made; nothing was started
     */
    public static RunResult run(RunRequest request, Venue venue, RunListener... listeners) {
        long startNanos = System.nanoTime();
        Plan whole = request.scaledPlan().checked();
        Plan plan = request.part(whole);
        require(request.only(), whole);
        require(plan, venue);
        RunListener serial = new SerialListener(List.of(listeners));
        RunStart start = begin(request, whole, venue.site(), startNanos);
        serial.runStarted(start);
        RunResult result = new Course(start, venue, serial).carryOut(startNanos);
        serial.runFinished(result);
        return result;
    }

    private static void require(Set<String> only, Plan whole) {
        List<String> known = whole.configurationNames();
        List<String> problems = only.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> "it has no configuration \"" + name + "\", only " + String.join(", ", known))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(whole.name(), problems);
        }
    }

    /**
     * Refuses a plan that cannot be carried out whole at a venue.
     *
     * @throws InvalidPlanException with all reasons
     */
    public static void require(Plan plan, Venue venue) {
        List<String> problems = problems(plan, venue);
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(plan.name(), problems);
        }
    }

    /** Returns why a plan cannot be carried out whole at a venue, one sentence each; empty where it can. */
    public static List<String> problems(Plan plan, Venue venue) {
        List<String> problems = new ArrayList<>();
        plan.configurations().forEach(each -> problems.addAll(problems(each, venue.problems(each))));
        plan.controls().forEach(each -> problems.addAll(problems(each.configuration(), venue.problems(each))));
        return problems;
    }

    private static List<String> problems(Configuration configuration, List<String> problems) {
        return problems.stream()
                .map(problem -> "configuration " + configuration.name() + ": " + problem)
                .toList();
    }

    private static FaultClock realTime() {
        long zeroNanos = System.nanoTime();
        return FaultClock.reading(() -> System.nanoTime() - zeroNanos);
    }

    private static Optional<SystemUnderTest> flawed(Plan plan, List<String> flaws) {
        return Systems.all().stream()
                .filter(system -> !flaws.isEmpty()
                        && plan.runsOn(system.name())
                        && system.flaws().keySet().containsAll(flaws))
                .min(Comparator.comparingInt(system -> plan.systems().indexOf(system.name())));
    }

    /** The system that is asked for, or the first of the plan's that is on the class path. */
    private static SystemUnderTest systemOf(Plan plan, Optional<String> asked) {
        if (asked.isPresent() && !plan.runsOn(asked.get())) {
            throw new InvalidPlanException(
                    plan.name(),
                    List.of("it is for " + String.join(" and ", plan.systems()) + ", not for " + asked.get()));
        }
        List<SystemUnderTest> all = Systems.all();
        for (String name : asked.map(List::of).orElse(plan.systems())) {
            for (SystemUnderTest system : all) {
                if (system.name().equals(name)) {
                    return system;
                }
            }
        }
        try {
            return Systems.named(asked.orElse(plan.systems().get(0)));
        } catch (IllegalArgumentException e) {
            throw new InvalidPlanException(plan.name(), List.of(String.valueOf(e.getMessage())));
        }
    }

    private static RunStart begin(RunRequest request, Plan whole, Site site, long firstNanos) {
        long startNanos = firstNanos;
        try {
            while (true) {
                RunId id = RunId.of(request.seed(), startNanos);
                try {
                    RunDirectory directory =
                            RunDirectory.create(request.places().store(), id);
                    String profile = request.profile().orElse(RunRequest.FULL);
                    RunStart start =
                            new RunStart(id, whole, request.part(whole), profile, request.seed(), site, directory);
                    Files.writeString(directory.plan(), text(start), StandardCharsets.UTF_8);
                    return start;
                } catch (FileAlreadyExistsException e) {
                    // Another run has this name: the next one is as good. Nothing else ends the loop but a name.
                    startNanos++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "run directory in " + request.places().store() + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static String text(RunStart start) {
        Plan plan = start.plan();
        return "run = " + start.id() + "\nplan = " + plan.name() + "\ndescription = " + plan.description()
                + "\nsystem = " + start.system() + "\nseed = " + start.seedText()
                + "\nprofile = " + start.profile()
                + "\nconfigurations = "
                + plan.configurations().stream().map(Configuration::name).collect(Collectors.joining(", "))
                + "\n"
                + plan.controls().stream()
                        .map(control ->
                                "control." + control.configuration().name() + " = " + Settings.of(control) + "\n")
                        .collect(Collectors.joining())
                + Settings.text(start.site().settings())
                + Settings.text(Versions.all());
    }

    /** One run under way. */
    private static final class Course {
        private final RunStart start;
        private final Venue venue;
        private final RunListener listener;
        private final List<ConfigurationResult> results = new ArrayList<>();
        private Optional<RunFailed> failure = Optional.empty();
        private boolean interrupted;
        private boolean stopped;

        Course(RunStart start, Venue venue, RunListener listener) {
            this.start = start;
            this.venue = venue;
            this.listener = listener;
        }

        RunResult carryOut(long startNanos) {
            int index = 0;
            for (Configuration configuration : start.plan().configurations()) {
                carryOut(configuration, Optional.empty(), index++);
            }
            for (Control control : start.plan().controls()) {
                carryOut(control.configuration(), Optional.of(control), index++);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new RunResult(start, results, failure, interrupted, took);
        }

        private void carryOut(Configuration configuration, Optional<Control> control, int index) {
            if (interrupted || failure.isPresent() || stopped) {
                return;
            }
            listener.configurationStarted(configuration, index, control.isPresent());
            Ending ending = new ConfigurationRun(start, venue, configuration, control, listener).carryOut();
            // The caller's interrupt is spent: the result says that the run was called off.
            boolean alsoNow = Thread.interrupted();
            interrupted = ending.match(this::judged, calledOff -> true, this::failed) || alsoNow;
        }

        private boolean judged(Ending.Judged judged) {
            results.add(judged.result());
            stopped = start.plan().conduct().onViolation().stop()
                    && judged.result().isWrong();
            listener.configurationFinished(judged.result());
            return judged.calledOff();
        }

        private boolean failed(Ending.Failed failed) {
            failure = Optional.of(failed.failure());
            return false;
        }
    }
}
