package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.fault.Fault;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.ScheduledFault;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.record.MessagePayload;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds everything that is wrong with one configuration. */
record ConfigurationCheck(Configuration configuration, Findings findings) {

    private static final int MOST_IN_FLIGHT_IN_ORDER = 5;

    void carryOut() {
        findings.name("configurations", "name of a configuration", configuration.name());
        int partitions = configuration.partitions().size();
        findings.require(partitions > 0, "cluster.topics", "there must be a topic, was none");
        producers(configuration.clients().producers());
        consumers(configuration.clients().consumers(), partitions);
        load(configuration.clients().load());
        phases(configuration.phases());
        List<ScheduledFault> faults = configuration.faults().faults();
        for (int i = 0; i < faults.size(); i++) {
            fault("faults[" + i + "]", faults.get(i));
        }
        promise(configuration.promise());
    }

    private void producers(Clients.Producers producers) {
        String config = "clients.producers.config";
        findings.atLeast("clients.producers.count", "number of producers", producers.count(), 1);
        findings.atLeast(config, "requests in flight", producers.maxInFlight(), 1);
        findings.positive(config, "delivery timeout", producers.deliveryTimeout());
        if (producers.idempotent()) {
            findings.require(
                    producers.acks() == Acks.ALL,
                    config,
                    "idempotent producers need acks=all, was " + producers.acks());
            findings.require(
                    producers.maxInFlight() <= MOST_IN_FLIGHT_IN_ORDER,
                    config,
                    "idempotent producers must have at most " + MOST_IN_FLIGHT_IN_ORDER + " requests in flight, was "
                            + producers.maxInFlight());
        }
    }

    private void consumers(Clients.Consumers consumers, int partitions) {
        String path = "clients.consumers.count";
        findings.atLeast(path, "number of consumers", consumers.count(), 1);
        findings.require(
                consumers.count() <= partitions,
                path,
                "there must not be more consumers than partitions, were " + consumers.count() + " and " + partitions);
        findings.require(
                !consumers.scope().isBlank(),
                "clients.consumers.scope",
                "the scope of the consumers must have a name, was empty");
    }

    private void load(Clients.Load load) {
        findings.atLeast("workload.rate", "messages a second", load.perSecond(), 1);
        findings.atLeast("workload.payload", "bytes of a payload", load.payloadBytes(), MessagePayload.BYTES);
        findings.atLeast("workload.keys", "number of keys", load.keys(), 1);
        findings.atLeast("workload.backlog", "backlog", load.backlog(), 1);
    }

    private void phases(Phases phases) {
        findings.positive("phases.start", "time to start", phases.start());
        findings.notNegative("phases.warm-up", "warm-up", phases.warmUp());
        findings.positive("phases.storm", "storm", phases.storm());
        findings.notNegative("phases.calm", "calm", phases.calm());
        findings.positive("phases.calm", "time to drain", phases.drain());
    }

    private void fault(String path, ScheduledFault scheduled) {
        Duration storm = configuration.phases().storm();
        Duration earliest = scheduled
                .schedule()
                .match(
                        once -> once.at().min(),
                        every -> every.interval().min(),
                        when -> when.apart().min().plus(when.after().min()));
        String never = "\"" + describe(scheduled.fault()) + "\" would never begin: ";
        findings.require(
                earliest.compareTo(storm) < 0,
                path,
                never + scheduled.schedule() + " is not within the storm of " + storm.toMillis() + " ms");
        scheduled
                .schedule()
                .match(once -> Optional.<String>empty(), every -> Optional.empty(), this::awaited)
                .ifPresent(problem -> findings.add(path, never + problem));
        for (Fault.Single strike : scheduled.fault().singles()) {
            strike.victims().stream()
                    .flatMap(victim -> victim.match(new VictimCheck(configuration)).stream())
                    .findFirst()
                    .or(() -> reach(strike))
                    .ifPresent(problem -> findings.add(path, strike.kind() + " " + problem));
        }
    }

    private Optional<String> awaited(Schedule.When when) {
        Optional<AwaitedMoment> moment = AwaitedMoment.of(when.moment());
        if (moment.isEmpty()) {
            return Optional.of("it waits for \"" + when.moment() + "\", which is no moment, expected one of "
                    + List.of(Moment.values()));
        }
        return moment.get()
                .partition()
                .filter(partition -> !configuration.partitions().contains(partition))
                .map(partition ->
                        "it waits for \"" + when.moment() + "\", expected one of " + configuration.partitions());
    }

    /**
     * A fault that always takes more nodes than it may would be skipped every time: better said before anything starts.
     */
    private Optional<String> reach(Fault.Single fault) {
        int nodes = configuration.cluster().nodes();
        // Which nodes a broken link hampers follows from its shape, and is known when it strikes.
        boolean mayTakeAny = fault.reach() == Fault.Reach.ANY || !(fault instanceof Fault.OnNodes);
        Victim victim =
                fault.victims().isEmpty() ? Victim.any() : fault.victims().get(0);
        int hit = victim instanceof Victim.Followers followers
                ? replicas(followers.partition()) - 1
                : victim instanceof Victim.All ? nodes : 1;
        return mayTakeAny || hit <= (nodes - 1) / 2
                ? Optional.empty()
                : Optional.of("of " + victim + " would take " + hit + " of " + nodes
                        + " nodes and never leave a majority: aim at one node, or give it the reach ANY");
    }

    private int replicas(Partition partition) {
        return configuration.cluster().topics().stream()
                .filter(topic -> topic.name().equals(partition.topic()))
                .mapToInt(TopicSpec::replicas)
                .findFirst()
                .orElse(1);
    }

    private static String describe(Fault fault) {
        return fault.match(Object::toString, Fault.Combined::kind);
    }

    private void promise(Promise promise) {
        findings.require(!promise.claims().isEmpty(), "claims", "there must be a claim, was none");
        findings.require(
                promise.claims().contains(Claim.RECOVERY)
                        == promise.recoveryBound().isPresent(),
                "claims",
                "recovery is claimed with its bound, such as recovery: {within: 10s}, and only so");
        expectations(promise);
        Set<Moment> moments = EnumSet.noneOf(Moment.class);
        promise.pressure().forEach(pressure -> pressure(promise, pressure, moments));
    }

    private void expectations(Promise promise) {
        Expectations expectations = promise.expectations();
        for (Claim claim : expectations.other().keySet()) {
            findings.require(
                    promise.claims().contains(claim),
                    "expect",
                    "something is expected of " + claim.id() + ", which is not claimed");
        }
        boolean canFail = !promise.claims().stream().allMatch(claim -> expectations.of(claim) == Expectation.MAY_BREAK);
        findings.require(
                promise.claims().isEmpty() || canFail,
                "claims",
                "all claims may break, so that nothing could be shown: let one hold or break");
    }

    private void pressure(Promise promise, Pressure pressure, Set<Moment> moments) {
        String path = "pressure";
        String moment = "pressure \"" + pressure.moment() + "\" ";
        findings.require(moments.add(pressure.moment()), path, moment + "must be there once, was there twice");
        findings.require(pressure.moment().isCounted(), path, moment + "is for faults to wait for: nobody counts it");
        findings.atLeast(path, moment + "required", pressure.required(), 0);
        findings.require(
                pressure.wanted() >= pressure.required(),
                path,
                moment + "wanted must be >= required, were " + pressure.wanted() + " and " + pressure.required());
        for (Claim claim : pressure.claims()) {
            findings.require(
                    promise.claims().contains(claim), path, moment + "is for " + claim.id() + ", which is not claimed");
        }
    }
}
