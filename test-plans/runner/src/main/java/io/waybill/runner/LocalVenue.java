package io.waybill.runner;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultClock;
import io.waybill.fault.FaultKind;
import io.waybill.fault.ScheduledFault;
import io.waybill.fault.Victim;
import io.waybill.history.Attributes;
import io.waybill.history.record.Recorder;
import io.waybill.plan.AwaitedMoment;
import io.waybill.plan.Configuration;
import io.waybill.plan.Moment;
import io.waybill.runner.journal.FaultLines;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import io.waybill.workload.SendAndReceive;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes or containers on this machine, in real time. */
final class LocalVenue implements Venue {

    private final SystemUnderTest system;
    private final RunRequest.Places places;
    private final SortedMap<String, String> planted;
    private final Supplier<FaultClock> clocks;
    private final Optional<KeptCluster> kept;

    /**
     * Makes one whose configurations live by these clocks, one each, which begins to count when it is made.
     *
     * @param planted the flaws to plant in the system, each with what is wrong, by their ids
     * @param kept where the last cluster goes; empty: each ends with its configuration
     */
    LocalVenue(
            SystemUnderTest system,
            RunRequest.Places places,
            SortedMap<String, String> planted,
            Supplier<FaultClock> clocks,
            Optional<KeptCluster> kept) {
        this.system = system;
        this.places = places;
        this.planted = planted;
        this.clocks = clocks;
        this.kept = kept;
    }

    @Override
    public Site site() {
        return new Site(system.environment(), system.name() + " " + system.version(), planted);
    }

    @Override
    public List<String> problems(Configuration configuration) {
        List<String> problems = new ArrayList<>(
                // Clients are ours, whoever the cluster belongs to.
                system.capabilities().and(FaultKind.Layer.CLIENT).problems(configuration.faults()));
        ClientLibrary library = configuration.clients().library();
        if (library != ClientLibrary.USUAL && !system.libraries().contains(library)) {
            problems.add(
                    system.name() + " cannot be driven by the " + library + " client, only by " + system.libraries());
        }
        problems.addAll(system.problems(configuration.cluster()));
        problems.addAll(system.problems(
                SendAndReceive.producerSpec("producers", configuration.clients()),
                SendAndReceive.consumerSpec("consumers", configuration.clients())));
        configuration
                .promise()
                .pressure()
                .forEach(each -> unseen(each.moment())
                        .ifPresent(
                                reason -> problems.add(reason + ", and the plan counts it: leave its pressure out")));
        problems.addAll(groupProblems(configuration));
        for (ScheduledFault fault : configuration.faults().faults()) {
            awaited(fault)
                    .flatMap(this::unseen)
                    .ifPresent(reason -> problems.add(
                            reason + ", and \"" + fault.fault() + "\" waits for it: wait for another one"));
        }
        return problems;
    }

    @Override
    public Recorded record(Assignment assignment, RunListener listener) throws IOException, InterruptedException {
        Configuration configuration = assignment.configuration();
        long startNanos = System.nanoTime();
        kept.ifPresent(KeptCluster::close);
        listener.phaseStarted(Phase.START, configuration.phases().start());
        Cluster cluster = system.start(configuration.cluster(), stage(assignment, listener));
        boolean stays = false;
        try {
            listener.clusterReady(cluster.description(), Duration.ofNanos(System.nanoTime() - startNanos));
            Recorded recorded = record(cluster, assignment, listener);
            stays = kept.isPresent() && !recorded.calledOff();
            return recorded;
        } finally {
            leave(cluster, configuration.name(), stays);
        }
    }

    private void leave(Cluster cluster, String configuration, boolean stays) {
        if (stays) {
            kept.orElseThrow().keep(configuration, cluster);
        } else {
            cluster.close();
        }
    }

    private static Optional<Moment> awaited(ScheduledFault fault) {
        return fault.schedule().awaited().flatMap(AwaitedMoment::of).map(AwaitedMoment::moment);
    }

    /** Returns why a moment cannot be noticed here; empty where it can. */
    private Optional<String> unseen(Moment moment) {
        boolean isSeen = switch (moment.seen()) {
            case BY_US, IN_PARTITIONS -> true;
            case IN_THE_QUORUM -> system.tellsOfQuorum();
            case IN_LOGS ->
                system.reports().containsAll(moment.report().stream().toList());
            case SIMULATED -> false;
        };
        return isSeen
                ? Optional.empty()
                : Optional.of("the moment \"" + moment + "\" cannot be observed on " + system.name()
                        + ": it would be noticed " + moment.seen().how());
    }

    private Stage.Wishes wishes(Configuration configuration) {
        Set<FaultKind> kinds = kinds(configuration);
        return new Stage.Wishes(
                List.copyOf(planted.keySet()),
                FaultKind.Layer.LINK.isIn(kinds),
                !Collections.disjoint(kinds, FaultKind.OF_OWN_DISKS),
                FaultKind.Layer.CLOCK.isIn(kinds),
                configuration.clients().library());
    }

    /** Official clients know of one address for each node, so that they share their links. */
    private static List<String> groupProblems(Configuration configuration) {
        if (configuration.clients().library() == ClientLibrary.REFERENCE) {
            return List.of();
        }
        return singles(configuration)
                .filter(single -> single.victims().stream()
                        .anyMatch(victim -> victim instanceof Victim.Clients clients
                                && !clients.group().isEmpty()))
                .map(single -> "\"" + single + "\" means one group, and official clients share their links: aim at all"
                        + " clients, or use the reference client")
                .toList();
    }

    /** Returns in which ways a configuration's faults break the world. */
    static Set<FaultKind> kinds(Configuration configuration) {
        return singles(configuration).map(Fault.Single::faultKind).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Fault.Single> singles(Configuration configuration) {
        return configuration.faults().faults().stream().flatMap(scheduled -> scheduled.fault().singles().stream());
    }

    private Stage stage(Assignment assignment, RunListener listener) {
        Configuration configuration = assignment.configuration();
        return new Stage(
                assignment.start().id().text(),
                assignment.start().directory().logs(configuration.name()),
                places.scratch(),
                places.cache(),
                configuration.phases().start(),
                wishes(configuration),
                listener::waiting);
    }

    private Recorded record(Cluster cluster, Assignment assignment, RunListener listener) throws IOException {
        FaultClock clock = clocks.get();
        long seed = assignment.start().seed();
        long run = RunId.mix(seed ^ System.nanoTime());
        try (Recorder recorder = Recorder.to(assignment.history(), run, clock::nanos);
                FaultLines faults = FaultLines.beside(assignment.history());
                EarlyJudge early = EarlyJudge.of(assignment.history())) {
            recorder.attribute(Attributes.SYSTEM, cluster.description());
            // So that a line of a broker's log, which has the date, can be put beside an event, which has not.
            recorder.attribute("started-at", Instant.now().toString());
            assignment.settings().forEach(recorder::attribute);
            return new Recording(
                            cluster,
                            assignment.configuration(),
                            seed,
                            recorder,
                            clock,
                            faults,
                            early,
                            system.tellsOfQuorum(),
                            listener,
                            assignment.alarm())
                    .carryOut();
        }
    }
}
