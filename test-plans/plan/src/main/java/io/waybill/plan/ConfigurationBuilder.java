package io.waybill.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Says what a configuration is; see {@link PlanBuilder}. Not for two threads. */
public final class ConfigurationBuilder {

    private static final int IN_FLIGHT_IN_ORDER = 5;

    private final Map<String, String> config;
    private final List<TopicSpec> topics;
    private final Map<String, String> producerConfig;
    private int nodes;
    private Clients.Producers producers;
    private Clients.Consumers consumers;
    private Clients.Load load;
    private ClientLibrary library;
    private Phases phases;
    private FaultPlan faults;
    private Promise promise;

    private ConfigurationBuilder(Configuration begin) {
        this.nodes = begin.cluster().nodes();
        this.config = new TreeMap<>(begin.cluster().config());
        this.topics = new ArrayList<>(begin.cluster().topics());
        this.producers = begin.clients().producers();
        this.producerConfig = new TreeMap<>(producers.config());
        this.consumers = begin.clients().consumers();
        this.load = begin.clients().load();
        this.library = begin.clients().library();
        this.phases = begin.phases();
        this.faults = begin.faults();
        this.promise = begin.promise();
    }

    /** Begins with what a plan file that says nothing means. */
    static ConfigurationBuilder usual() {
        return like(new Configuration(
                "usual",
                new ClusterSpec(3, Map.of(), List.of()),
                new Clients(
                        new Clients.Producers(1, Acks.ALL, true, IN_FLIGHT_IN_ORDER, Duration.ofMinutes(2), Map.of()),
                        new Clients.Consumers(1, "readers", Isolation.READ_UNCOMMITTED, Map.of()),
                        new Clients.Load(100, 100, 10, 10_000)),
                new Phases(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5)),
                FaultPlan.none(),
                new Promise(Set.of(), List.of())));
    }

    static ConfigurationBuilder like(Configuration begin) {
        return new ConfigurationBuilder(begin);
    }

    /** Says how many nodes there are. */
    public ConfigurationBuilder nodes(int count) {
        nodes = count;
        return this;
    }

    /** Sets one of the broker's settings, verbatim. */
    public ConfigurationBuilder broker(String setting, Object value) {
        config.put(setting, String.valueOf(value));
        return this;
    }

    /** Adds a topic. */
    public ConfigurationBuilder topic(String topic, int partitions, int replicas) {
        topics.add(new TopicSpec(topic, partitions, replicas));
        return this;
    }

    /** Says how many producers there are. */
    public ConfigurationBuilder producers(int count) {
        producers = new Clients.Producers(
                count,
                producers.acks(),
                producers.idempotent(),
                producers.maxInFlight(),
                producers.deliveryTimeout(),
                Map.of(),
                producers.resend());
        return this;
    }

    /** Says how many replicas acknowledge; below all of them, producers are not idempotent. */
    public ConfigurationBuilder acks(Acks acks) {
        return sending(acks, acks == Acks.ALL && producers.idempotent(), producers.maxInFlight());
    }

    /** Says whether the broker is to remove the duplicates of retries. */
    public ConfigurationBuilder idempotent(boolean is) {
        return sending(producers.acks(), is, producers.maxInFlight());
    }

    /** Says how many requests a producer may have on its way at once. */
    public ConfigurationBuilder inFlight(int most) {
        return sending(producers.acks(), producers.idempotent(), most);
    }

    private ConfigurationBuilder sending(Acks acks, boolean idempotent, int inFlight) {
        producers = new Clients.Producers(
                producers.count(),
                acks,
                idempotent,
                inFlight,
                producers.deliveryTimeout(),
                Map.of(),
                producers.resend());
        return this;
    }

    /** Says what a producer that begins anew does about what the session before had no answer for. */
    public ConfigurationBuilder resend(Clients.Resend what) {
        producers = producers.resending(what);
        return this;
    }

    /** Sets another of the producers' settings, verbatim. */
    public ConfigurationBuilder producer(String setting, Object value) {
        producerConfig.put(setting, String.valueOf(value));
        return this;
    }

    /** Says how many consumers there are, and what they are together. */
    public ConfigurationBuilder consumers(int count, String scope) {
        consumers = new Clients.Consumers(count, scope, consumers.isolation(), consumers.config());
        return this;
    }

    /** Says which messages consumers are shown. */
    public ConfigurationBuilder isolation(Isolation isolation) {
        consumers = new Clients.Consumers(consumers.count(), consumers.scope(), isolation, consumers.config());
        return this;
    }

    /** Says what clients are made of. */
    public ConfigurationBuilder client(ClientLibrary of) {
        library = of;
        return this;
    }

    /** Says how much is sent. */
    public ConfigurationBuilder load(Clients.Load much) {
        load = much;
        return this;
    }

    /** Says what happens when. */
    public ConfigurationBuilder phases(Phases when) {
        phases = when;
        return this;
    }

    /** Says how long faults happen. */
    public ConfigurationBuilder storm(Duration lasting) {
        phases = phases.withStorm(lasting);
        return this;
    }

    /** Adds a fault. */
    public ConfigurationBuilder fault(Schedule schedule, Fault fault) {
        faults = faults.and(schedule, fault);
        return this;
    }

    /** Forgets all faults so far, and has these instead. */
    public ConfigurationBuilder faults(FaultPlan others) {
        faults = others;
        return this;
    }

    /** Claims these, and nothing that was claimed before. */
    public ConfigurationBuilder claims(Claim... claims) {
        promise = new Promise(Set.of(claims), promise.pressure(), promise.recoveryBound(), promise.expectations());
        return this;
    }

    /** Says what is expected of a claim: that it holds, which is usual, that it breaks, or that it may. */
    public ConfigurationBuilder expect(Claim claim, Expectation expectation) {
        promise = promise.withExpectations(promise.expectations().with(Map.of(claim, expectation)));
        return this;
    }

    /** Forgets what was expected of claims: a control says what must break. */
    ConfigurationBuilder promising() {
        promise = promise.withExpectations(Expectations.ALL_HOLD);
        return this;
    }

    /** Says after how long messages must flow again after a fault; {@link Claim#RECOVERY} is to be claimed too. */
    public ConfigurationBuilder recovery(Duration within) {
        promise = new Promise(promise.claims(), promise.pressure(), Optional.of(within), promise.expectations());
        return this;
    }

    /** Says which moments must have come about, and forgets those so far. */
    public ConfigurationBuilder pressure(Pressure... pressure) {
        promise = new Promise(promise.claims(), List.of(pressure), promise.recoveryBound(), promise.expectations());
        return this;
    }

    Configuration build(String name) {
        Clients.Producers sends = new Clients.Producers(
                producers.count(),
                producers.acks(),
                producers.idempotent(),
                producers.maxInFlight(),
                producers.deliveryTimeout(),
                producerConfig,
                producers.resend());
        return new Configuration(
                name,
                new ClusterSpec(nodes, config, topics),
                new Clients(sends, consumers, load, library),
                phases,
                faults,
                promise);
    }
}
