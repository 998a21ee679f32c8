package io.waybill.broker.metadata;

import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.Outcome;
import io.waybill.broker.metadata.command.CommandResult.Partitions;
import io.waybill.broker.metadata.command.CommandResult.Registered;
import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataCommand.ControlledShutdown;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.command.ResultCodec;
import io.waybill.broker.metadata.image.BrokerEndpoint;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.environment.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** A machine and short words for what tests ask of it. Every command and result goes through its bytes. */
public final class MetadataCluster {

    /** The topic of most tests; partition 0 of it is meant where none is named. */
    public static final UUID TOPIC = new UUID(7, 7);

    private final MetadataMachine machine;
    private long index;
    private int lives;

    private MetadataCluster(MetadataMachine machine) {
        this.machine = machine;
    }

    /** Returns a cluster without a broker, perhaps with planted flaws. */
    public static MetadataCluster empty(MetadataMutant... mutants) {
        return new MetadataCluster(new MetadataMachine(MetadataMutants.of(mutants)));
    }

    /** Returns a cluster with active brokers 1, 2, 3 and the topic "t" of one partition with replicas 1, 2, 3. */
    public static MetadataCluster ofThree(MetadataMutant... mutants) {
        var cluster = empty(mutants);
        for (int id = 1; id <= 3; id++) {
            cluster.start(id);
        }
        cluster.create("t", TOPIC, List.of(List.of(1, 2, 3)));
        return cluster;
    }

    /** Returns the machine. */
    public MetadataMachine machine() {
        return machine;
    }

    /** Returns the metadata as they are. */
    public MetadataImage image() {
        return machine.image();
    }

    /** Applies a command. */
    public CommandResult apply(MetadataCommand command) {
        return ResultCodec.decode(machine.apply(++index, CommandCodec.encode(command)));
    }

    /** Registers a new life of a broker that may have forgotten something, and returns its epoch. */
    public long register(int broker) {
        return register(broker, -1);
    }

    /** Registers a new life of a broker that has forgotten nothing, and returns its epoch. */
    public long registerClean(int broker) {
        return register(broker, epoch(broker));
    }

    private long register(int broker, long previousEpoch) {
        var incarnation = new UUID(broker, ++lives);
        var endpoints = List.of(new BrokerEndpoint("PLAINTEXT", new Endpoint("host" + broker, 9092)));
        var result = apply(new RegisterBroker(broker, incarnation, endpoints, null, previousEpoch));
        return ((Registered) result).epoch();
    }

    /** Registers a new life of a broker and unfences it. */
    public void start(int broker) {
        register(broker);
        unfence(broker);
    }

    /** Unfences a broker. */
    public CommandResult unfence(int broker) {
        return apply(new UnfenceBroker(broker, epoch(broker), image().controllerEpoch()));
    }

    /** Fences a broker. */
    public CommandResult fence(int broker) {
        return apply(new FenceBroker(broker, epoch(broker), image().controllerEpoch()));
    }

    /** Begins a broker's controlled shutdown. */
    public CommandResult shutDown(int broker) {
        return apply(new ControlledShutdown(broker, epoch(broker), image().controllerEpoch()));
    }

    /** Creates a topic with assigned replicas. */
    public CommandResult create(String name, UUID id, List<List<Integer>> assignment) {
        return apply(new CreateTopic(name, id, -1, -1, assignment, new TreeMap<>()));
    }

    /** Sets a configuration of the topic "t". */
    public CommandResult set(String name, String value) {
        return set(ConfigResource.topic("t"), name, value);
    }

    /** Sets a configuration. */
    public CommandResult set(ConfigResource resource, String name, String value) {
        return apply(new AlterConfigs(resource, List.of(new ConfigOperation(ConfigOperation.Kind.SET, name, value))));
    }

    /** Has the leader ask for in-sync replicas, knowing the newest state and lives. */
    public Outcome isr(Integer... isr) {
        return propose(state().leader(), proposal(state(), isr));
    }

    /** Has a broker ask for in-sync replicas. */
    public Outcome propose(int broker, IsrProposal proposal) {
        var result = apply(new AlterPartition(broker, epoch(broker), List.of(proposal)));
        return ((Partitions) result).outcomes().get(0);
    }

    /** Returns what a leader asks for that knows a state and the newest lives. */
    public IsrProposal proposal(PartitionState known, Integer... isr) {
        var members = Arrays.stream(isr)
                .map(id -> new IsrProposal.Member(id, epoch(id)))
                .toList();
        return new IsrProposal(
                partition(), known.leaderEpoch(), known.partitionEpoch(), members, LeaderRecovery.RECOVERED);
    }

    /** Has a leader elected. */
    public Outcome elect(ElectionKind kind) {
        var result = apply(new ElectLeaders(kind, List.of(partition())));
        return ((Partitions) result).outcomes().get(0);
    }

    /** Returns the name of the partition that is meant. */
    public static PartitionId partition() {
        return new PartitionId(TOPIC, 0);
    }

    /** Returns the partition that is meant, as it is. */
    public PartitionState state() {
        return image().partition(TOPIC, 0).orElseThrow();
    }

    /** Returns the epoch of a broker, 0 where it is not registered. */
    public long epoch(int broker) {
        return image().broker(broker).map(known -> known.epoch()).orElse(0L);
    }

    /** Returns the index of the last command. */
    public long index() {
        return index;
    }
}
