package io.waybill.broker.metadata.command;

import io.waybill.broker.metadata.image.BrokerEndpoint;
import io.waybill.broker.metadata.image.ConfigResource;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the metadata. What a command does depends on the metadata before it and on the command alone, so
 * whatever time or chance decides is decided before and is in it.
 */
public sealed interface MetadataCommand {

    /** Calls the method of the case. */
    <R> R match(Cases<R> cases);

    /**
     * A controller begins to act. What others decided in an older epoch is refused from here on.
     *
     * @param controller its id
     * @param epoch its term in the quorum
     */
    record ActivateController(int controller, long epoch) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.activate(this);
        }
    }

    /**
     * A broker begins a life, fenced; the index of this command is its epoch. For an incarnation that is registered
     * already nothing changes.
     *
     * @param broker its id
     * @param incarnation tells this life from others
     * @param endpoints where it can be reached
     * @param rack where it stands, null where it does not say
     * @param previousEpoch the epoch of the life before, where all that it acknowledged is known to be on its disk:
     *     after a clean shutdown, or wherever the broker makes records durable before it acknowledges them. Else -1: it
     *     may then no longer be elected for what it had (KIP-966)
     */
    record RegisterBroker(
            int broker,
            UUID incarnation,
            List<BrokerEndpoint> endpoints,
            @Nullable String rack,
            long previousEpoch) implements MetadataCommand {
        /** Copies its list. */
        public RegisterBroker {
            endpoints = List.copyOf(endpoints);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.register(this);
        }
    }

    /**
     * A broker has caught up with the metadata and may lead.
     *
     * @param broker its id
     * @param brokerEpoch the life that is meant
     * @param controllerEpoch the epoch of the controller that decided
     */
    record UnfenceBroker(int broker, long brokerEpoch, long controllerEpoch) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unfence(this);
        }
    }

    /**
     * A broker has been silent too long, or asks for it: it must not lead.
     *
     * @param broker its id
     * @param brokerEpoch the life that is meant
     * @param controllerEpoch the epoch of the controller that decided
     */
    record FenceBroker(int broker, long brokerEpoch, long controllerEpoch) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fence(this);
        }
    }

    /**
     * A broker is about to stop: what it leads is moved, and it leaves every ISR that has others.
     *
     * @param broker its id
     * @param brokerEpoch the life that is meant
     * @param controllerEpoch the epoch of the controller that decided
     */
    record ControlledShutdown(int broker, long brokerEpoch, long controllerEpoch) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shutDown(this);
        }
    }

    /**
     * A broker is gone for good.
     *
     * @param broker its id
     */
    record UnregisterBroker(int broker) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unregister(this);
        }
    }

    /**
     * A topic is to be.
     *
     * @param name its name
     * @param topicId its id, drawn by who asks
     * @param partitions how many, -1 for the default or where they are assigned
     * @param replicationFactor replicas of each, -1 for the default or where they are assigned
     * @param assignment the replicas of each partition, the preferred leader first; empty to have them placed
     * @param configs its configurations
     */
    record CreateTopic(
            String name,
            UUID topicId,
            int partitions,
            int replicationFactor,
            List<List<Integer>> assignment,
            SortedMap<String, String> configs)
            implements MetadataCommand {
        /** Copies its lists and its map. */
        public CreateTopic {
            assignment = assignment.stream().map(List::copyOf).toList();
            configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.createTopic(this);
        }
    }

    /**
     * A topic is to be no more.
     *
     * @param topicId its id
     */
    record DeleteTopic(UUID topicId) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deleteTopic(this);
        }
    }

    /**
     * A topic is to have more partitions.
     *
     * @param topicId its id
     * @param count how many in all
     * @param assignment the replicas of each new one; empty to have them placed
     */
    record CreatePartitions(UUID topicId, int count, List<List<Integer>> assignment) implements MetadataCommand {
        /** Copies its list. */
        public CreatePartitions {
            assignment = assignment.stream().map(List::copyOf).toList();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.createPartitions(this);
        }
    }

    /**
     * Configurations change, all or none.
     *
     * @param resource whose
     * @param operations in order
     */
    record AlterConfigs(ConfigResource resource, List<ConfigOperation> operations) implements MetadataCommand {
        /** Copies its list. */
        public AlterConfigs {
            operations = List.copyOf(operations);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.alterConfigs(this);
        }
    }

    /**
     * A leader would have other in-sync replicas (KIP-497). Each proposal is accepted or refused for itself.
     *
     * @param broker the leader
     * @param brokerEpoch the life of it that asks
     * @param proposals for each partition
     */
    record AlterPartition(int broker, long brokerEpoch, List<IsrProposal> proposals) implements MetadataCommand {
        /** Copies its list. */
        public AlterPartition {
            proposals = List.copyOf(proposals);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.alterPartition(this);
        }
    }

    /**
     * Leaders are to be elected.
     *
     * @param kind which replica is to lead
     * @param partitions of which partitions
     */
    record ElectLeaders(ElectionKind kind, List<PartitionId> partitions) implements MetadataCommand {
        /** Copies its list. */
        public ElectLeaders {
            partitions = List.copyOf(partitions);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.electLeaders(this);
        }
    }

    /**
     * A broker needs a block of producer ids.
     *
     * @param broker its id
     * @param brokerEpoch the life of it that asks
     */
    record AllocateProducerIds(int broker, long brokerEpoch) implements MetadataCommand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.allocateProducerIds(this);
        }
    }

    /**
     * A method for each kind of command.
     *
     * @param <R> what they return
     */
    interface Cases<R> {

        /** A controller begins to act. */
        R activate(ActivateController command);

        /** A broker begins a life. */
        R register(RegisterBroker command);

        /** A broker may lead. */
        R unfence(UnfenceBroker command);

        /** A broker must not lead. */
        R fence(FenceBroker command);

        /** A broker is about to stop. */
        R shutDown(ControlledShutdown command);

        /** A broker is gone for good. */
        R unregister(UnregisterBroker command);

        /** A topic is to be. */
        R createTopic(CreateTopic command);

        /** A topic is to be no more. */
        R deleteTopic(DeleteTopic command);

        /** A topic is to have more partitions. */
        R createPartitions(CreatePartitions command);

        /** Configurations change. */
        R alterConfigs(AlterConfigs command);

        /** A leader would have other in-sync replicas. */
        R alterPartition(AlterPartition command);

        /** Leaders are to be elected. */
        R electLeaders(ElectLeaders command);

        /** A broker needs producer ids. */
        R allocateProducerIds(AllocateProducerIds command);
    }
}
