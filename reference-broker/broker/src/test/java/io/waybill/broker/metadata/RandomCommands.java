package io.waybill.broker.metadata;

import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.ActivateController;
import io.waybill.broker.metadata.command.MetadataCommand.AllocateProducerIds;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataCommand.ControlledShutdown;
import io.waybill.broker.metadata.command.MetadataCommand.CreatePartitions;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnregisterBroker;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.BrokerEndpoint;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Commands that a seed decides: most make sense for an image, some are stale, some are nonsense. */
public final class RandomCommands {

    private static final int BROKERS = 5;
    private static final int TOPICS = 4;

    private final Randomness random;
    private final MetadataImage image;
    private long drawn;

    /** Draws commands for an image as it is at each time. */
    public RandomCommands(Randomness random, MetadataImage image) {
        this.random = random;
        this.image = image;
    }

    /** Returns the next command. */
    public MetadataCommand next() {
        int broker = random.nextInt(BROKERS);
        long brokerEpoch = epoch(broker);
        long controllerEpoch = Math.max(0, image.controllerEpoch() - (random.chance(0.05) ? 1 : 0));
        return switch (random.nextInt(20)) {
            case 0, 1 -> new RegisterBroker(broker, id(9), endpoints(broker), rack(), previousEpoch(broker));
            case 2, 3, 4, 5 -> new UnfenceBroker(broker, brokerEpoch, controllerEpoch);
            case 6, 7 -> new FenceBroker(broker, brokerEpoch, controllerEpoch);
            case 8 -> new ControlledShutdown(broker, brokerEpoch, controllerEpoch);
            case 9 -> random.chance(0.2) ? new UnregisterBroker(broker) : createTopic();
            case 10 -> createTopic();
            case 11 -> random.chance(0.2) ? new DeleteTopic(topicId()) : grow();
            case 12 -> alterConfigs();
            case 13 -> random.chance(0.3) ? new ActivateController(broker, image.controllerEpoch() + 1) : elect();
            case 14 -> new AllocateProducerIds(broker, brokerEpoch);
            default -> alterPartition();
        };
    }

    private CreateTopic createTopic() {
        var configs = new TreeMap<String, String>();
        if (random.chance(0.5)) {
            configs.put("min.insync.replicas", Long.toString(random.between(1, 3)));
        }
        boolean assigned = random.chance(0.3);
        var assignment = new ArrayList<List<Integer>>();
        for (int i = 0; assigned && i < 2; i++) {
            assignment.add(List.of(random.nextInt(BROKERS), BROKERS - 1));
        }
        int partitions = assigned ? -1 : (int) random.between(-1, 4);
        int factor = assigned ? -1 : (int) random.between(-1, 4);
        return new CreateTopic("t" + random.nextInt(TOPICS), id(5), partitions, factor, assignment, configs);
    }

    private CreatePartitions grow() {
        return new CreatePartitions(topicId(), (int) random.between(0, 6), List.of());
    }

    private AlterConfigs alterConfigs() {
        var resource = random.chance(0.7)
                ? ConfigResource.topic("t" + random.nextInt(TOPICS))
                : random.chance(0.7) ? ConfigResource.CLUSTER : ConfigResource.broker(random.nextInt(BROKERS));
        var kind = random.chance(0.3) ? ConfigOperation.Kind.DELETE : ConfigOperation.Kind.SET;
        var operation = switch (random.nextInt(4)) {
            case 0 ->
                new ConfigOperation(kind, "unclean.leader.election.enable", random.chance(0.3) ? "true" : "false");
            case 1 -> new ConfigOperation(kind, "retention.ms", Long.toString(random.between(-3, 100)));
            default -> new ConfigOperation(kind, "min.insync.replicas", Long.toString(random.between(0, 3)));
        };
        return new AlterConfigs(resource, List.of(operation));
    }

    private ElectLeaders elect() {
        var kind = random.chance(0.2) ? ElectionKind.UNCLEAN : ElectionKind.PREFERRED;
        return new ElectLeaders(kind, List.of(partition(), partition()));
    }

    private AlterPartition alterPartition() {
        var partition = partition();
        var found = image.partition(partition.topic(), partition.partition());
        if (found.isEmpty()) {
            var isr = List.of(new IsrProposal.Member(0, epoch(0)));
            var nowhere = new IsrProposal(partition, 0, 0, isr, LeaderRecovery.RECOVERED);
            return new AlterPartition(0, epoch(0), List.of(nowhere));
        }
        var state = found.get();
        int leader = state.hasLeader() ? state.leader() : random.nextInt(BROKERS);
        return new AlterPartition(leader, epoch(leader), List.of(proposal(partition, state, leader)));
    }

    private IsrProposal proposal(PartitionId partition, PartitionState state, int leader) {
        var isr = new ArrayList<IsrProposal.Member>();
        for (int replica : state.replicas()) {
            if (replica == leader || random.chance(0.5)) {
                isr.add(new IsrProposal.Member(replica, epoch(replica)));
            }
        }
        int stale = random.chance(0.1) ? 1 : 0;
        return new IsrProposal(
                partition,
                state.leaderEpoch() - (random.chance(0.1) ? 1 : 0),
                state.partitionEpoch() - stale,
                isr,
                random.chance(0.1) ? LeaderRecovery.RECOVERING : LeaderRecovery.RECOVERED);
    }

    private PartitionId partition() {
        return new PartitionId(topicId(), random.nextInt(4));
    }

    private UUID topicId() {
        var topics = List.copyOf(image.topics());
        return topics.isEmpty() || random.chance(0.05)
                ? id(3)
                : topics.get(random.nextInt(topics.size())).id();
    }

    private UUID id(long high) {
        return new UUID(high, ++drawn);
    }

    private String rack() {
        return "rack" + random.nextInt(3);
    }

    private List<BrokerEndpoint> endpoints(int broker) {
        return List.of(new BrokerEndpoint("PLAINTEXT", new Endpoint("host" + broker, 9_000 + random.nextInt(100))));
    }

    private long previousEpoch(int broker) {
        return random.chance(0.5) ? epoch(broker) : -1;
    }

    private long epoch(int broker) {
        long epoch = image.broker(broker).map(known -> known.epoch()).orElse(0L);
        return random.chance(0.03) ? epoch - 1 : epoch;
    }
}
