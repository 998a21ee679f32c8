package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.ScheduledFault;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.record.MessagePayload;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds everything that is wrong with a plan. Used once. */
final class PlanCheck {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MOST_IN_FLIGHT_IN_ORDER = 5;

    private final Plan plan;
    private final List<String> problems = new ArrayList<>();

    PlanCheck(Plan plan) {
        this.plan = plan;
    }

    List<String> problems() {
        name("name of a plan", plan.name());
        require(!plan.description().isBlank(), "a plan must say in its description what it does, was empty");
        require(!plan.systems().isEmpty(), "a plan must have a system that it can be run on, had none");
        plan.systems().forEach(system -> name("system of a plan", system));
        distinct("system", plan.systems());
        require(!plan.configurations().isEmpty(), "a plan must have a configuration, had none");
        distinct("configuration", plan.configurationNames());
        distinct("profile", plan.profiles().stream().map(Profile::name).toList());
        plan.allConfigurations().forEach(this::configuration);
        plan.controls().forEach(this::control);
        plan.profiles().forEach(this::profile);
        return List.copyOf(problems);
    }

    private void configuration(Configuration configuration) {
        name("name of a configuration", configuration.name());
        int partitions = configuration.partitions().size();
        require(partitions > 0, in(configuration) + "there must be a topic, was none");
        clients(configuration, partitions);
        phases(configuration);
        configuration.faults().faults().forEach(fault -> fault(configuration, fault));
        promise(configuration);
    }

    private void clients(Configuration configuration, int partitions) {
        String in = in(configuration);
        Clients.Producers producers = configuration.clients().producers();
        atLeast(in + "number of producers", producers.count(), 1);
        atLeast(in + "requests in flight", producers.maxInFlight(), 1);
        positive(in + "delivery timeout", producers.deliveryTimeout());
        if (producers.idempotent()) {
            require(producers.acks() == Acks.ALL, in + "idempotent producers need acks=all, was " + producers.acks());
            require(
                    producers.maxInFlight() <= MOST_IN_FLIGHT_IN_ORDER,
                    in + "idempotent producers must have at most " + MOST_IN_FLIGHT_IN_ORDER
                            + " requests in flight, was " + producers.maxInFlight());
        }
        Clients.Consumers consumers = configuration.clients().consumers();
        atLeast(in + "number of consumers", consumers.count(), 1);
        require(
                consumers.count() <= partitions,
                in + "there must not be more consumers than partitions, were " + consumers.count() + " and "
                        + partitions);
        require(!consumers.scope().isBlank(), in + "the scope of the consumers must have a name, was empty");
        Clients.Load load = configuration.clients().load();
        atLeast(in + "messages a second", load.perSecond(), 1);
        atLeast(in + "bytes of a payload", load.payloadBytes(), MessagePayload.BYTES);
        atLeast(in + "number of keys", load.keys(), 1);
        atLeast(in + "backlog", load.backlog(), 1);
    }

    private void phases(Configuration configuration) {
        String in = in(configuration);
        positive(in + "time to start", configuration.phases().start());
        notNegative(in + "warm-up", configuration.phases().warmUp());
        positive(in + "storm", configuration.phases().storm());
        notNegative(in + "calm", configuration.phases().calm());
        positive(in + "time to drain", configuration.phases().drain());
    }

    private void fault(Configuration configuration, ScheduledFault scheduled) {
        Duration storm = configuration.phases().storm();
        Duration earliest = scheduled
                .schedule()
                .match(
                        once -> once.at().min(),
                        every -> every.interval().min(),
                        when -> when.after().min());
        require(
                earliest.compareTo(storm) < 0,
                in(configuration) + "\"" + describe(scheduled.fault()) + "\" would never begin: " + scheduled.schedule()
                        + " is not within the storm of " + storm.toMillis() + " ms");
        scheduled
                .schedule()
                .match(once -> Optional.<String>empty(), every -> Optional.<String>empty(), PlanCheck::awaited)
                .ifPresent(problem -> problems.add(
                        in(configuration) + "\"" + describe(scheduled.fault()) + "\" would never begin: " + problem));
        for (Fault.Single strike : scheduled.fault().singles()) {
            strike.victims().stream()
                    .flatMap(victim -> victim.match(new VictimCheck(configuration)).stream())
                    .findFirst()
                    .or(() -> reach(configuration, strike))
                    .ifPresent(problem -> problems.add(in(configuration) + strike.kind() + " " + problem));
        }
    }

    private static Optional<String> awaited(Schedule.When when) {
        return Moment.of(when.moment()).isPresent()
                ? Optional.empty()
                : Optional.of("it waits for \"" + when.moment() + "\", which is no moment, expected one of "
                        + List.of(Moment.values()));
    }

    /**
     * A fault that always takes more nodes than it may would be skipped every time: better said before anything starts.
     */
    private static Optional<String> reach(Configuration configuration, Fault.Single fault) {
        int nodes = configuration.cluster().nodes();
        // Which nodes a broken link hampers follows from its shape, and is known when it strikes.
        boolean mayTakeAny = fault.reach() == Fault.Reach.ANY || !(fault instanceof Fault.OnNodes);
        Victim victim =
                fault.victims().isEmpty() ? Victim.any() : fault.victims().get(0);
        int hit = victim instanceof Victim.Followers followers
                ? replicas(configuration, followers.partition()) - 1
                : victim instanceof Victim.All ? nodes : 1;
        return mayTakeAny || hit <= (nodes - 1) / 2
                ? Optional.empty()
                : Optional.of("of " + victim + " would take " + hit + " of " + nodes
                        + " nodes and never leave a majority: aim at one node, or give it the reach ANY");
    }

    private static int replicas(Configuration configuration, Partition partition) {
        return configuration.cluster().topics().stream()
                .filter(topic -> topic.name().equals(partition.topic()))
                .mapToInt(TopicSpec::replicas)
                .findFirst()
                .orElse(1);
    }

    private static String describe(Fault fault) {
        return fault.match(Object::toString, Fault.Combined::kind);
    }

    /** Says what is wrong with a victim, as the rest of a sentence; empty where it can be hit. */
    private record VictimCheck(Configuration configuration) implements Victim.Cases<Optional<String>> {

        @Override
        public Optional<String> leader(Victim.Leader leader) {
            return partition(leader.partition());
        }

        @Override
        public Optional<String> followers(Victim.Followers followers) {
            return partition(followers.partition());
        }

        @Override
        public Optional<String> follower(Victim.Follower follower) {
            return partition(follower.partition());
        }

        @Override
        public Optional<String> inSyncReplica(Victim.InSyncReplica replica) {
            return partition(replica.partition());
        }

        @Override
        public Optional<String> laggingReplica(Victim.LaggingReplica replica) {
            return partition(replica.partition());
        }

        @Override
        public Optional<String> node(Victim.Node node) {
            int nodes = configuration.cluster().nodes();
            return node.id() >= 1 && node.id() <= nodes
                    ? Optional.empty()
                    : Optional.of("aims at node " + node.id() + ", expected 1 to " + nodes);
        }

        @Override
        public Optional<String> all(Victim.All all) {
            return Optional.empty();
        }

        @Override
        public Optional<String> any(Victim.Any any) {
            return Optional.empty();
        }

        @Override
        public Optional<String> quorumLeader(Victim.QuorumLeader leader) {
            return Optional.empty();
        }

        @Override
        public Optional<String> quorumFollower(Victim.QuorumFollower follower) {
            return Optional.empty();
        }

        @Override
        public Optional<String> controllers(Victim.Controllers controllers) {
            return Optional.empty();
        }

        @Override
        public Optional<String> minority(Victim.Minority minority) {
            return Optional.empty();
        }

        @Override
        public Optional<String> everyoneBut(Victim.EveryoneBut but) {
            return but.spared().match(this);
        }

        @Override
        public Optional<String> clients(Victim.Clients clients) {
            return Optional.empty();
        }

        private Optional<String> partition(Partition aimedAt) {
            return configuration.partitions().contains(aimedAt)
                    ? Optional.empty()
                    : Optional.of("aims at " + aimedAt.name() + ", expected one of " + configuration.partitions());
        }
    }

    private void promise(Configuration configuration) {
        String in = in(configuration);
        Promise promise = configuration.promise();
        require(!promise.claims().isEmpty(), in + "there must be a claim, was none");
        Set<Moment> moments = new HashSet<>();
        for (Pressure pressure : promise.pressure()) {
            String moment = in + "pressure \"" + pressure.moment() + "\" ";
            require(moments.add(pressure.moment()), moment + "must be there once, was there twice");
            require(pressure.moment().isCounted(), moment + "is for faults to wait for: nobody counts it");
            atLeast(moment + "required", pressure.required(), 0);
            require(
                    pressure.wanted() >= pressure.required(),
                    moment + "wanted must be >= required, were " + pressure.wanted() + " and " + pressure.required());
            for (Claim claim : pressure.claims()) {
                require(promise.claims().contains(claim), moment + "is for " + claim.id() + ", which is not claimed");
            }
        }
    }

    private void control(Control control) {
        String in = in(control.configuration());
        require(!control.mustBreak().isEmpty(), in + "a control must name a claim that must break, named none");
        require(!control.why().isBlank(), in + "a control must say what is broken about it, was empty");
        for (Claim claim : control.mustBreak()) {
            require(
                    control.configuration().promise().claims().contains(claim),
                    in + claim.id() + " must break but is not claimed");
        }
    }

    private void profile(Profile profile) {
        name("name of a profile", profile.name());
        String in = "profile " + profile.name() + ": ";
        positive(in + "storm", profile.storm());
        positive(in + "storm of a control", profile.controlStorm());
        atLeast(in + "required", profile.required(), 0);
        require(
                profile.wanted() >= profile.required(),
                in + "wanted must be >= required, were " + profile.wanted() + " and " + profile.required());
    }

    private static String in(Configuration configuration) {
        return "configuration " + configuration.name() + ": ";
    }

    private void name(String what, String name) {
        require(
                NAME.matcher(name).matches(),
                what + " must be lower-case words joined by hyphens, was \"" + name + "\"");
    }

    private void distinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(each -> require(seen.add(each), "there must be one " + what + " \"" + each + "\", were two"));
    }

    private void atLeast(String what, int value, int least) {
        require(value >= least, what + " must be >= " + least + ", was " + value);
    }

    private void positive(String what, Duration value) {
        require(!value.isNegative() && !value.isZero(), what + " must be > 0, was " + value);
    }

    private void notNegative(String what, Duration value) {
        require(!value.isNegative(), what + " must be >= 0, was " + value);
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }
}
