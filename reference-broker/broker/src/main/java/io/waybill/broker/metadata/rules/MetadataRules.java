package io.waybill.broker.metadata.rules;

import io.waybill.broker.metadata.command.CommandResult;
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
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.settings.MetadataMutants;

/** Applies commands to an image: what is refused changes nothing. */
public final class MetadataRules implements MetadataCommand.Cases<CommandResult> {

    /** As in Kafka: large enough that brokers ask seldom, small enough that what a crash wastes does not matter. */
    private static final int PRODUCER_IDS = 1_000;

    private final MutableImage image;
    private final BrokerRules brokers;
    private final TopicRules topics;
    private final PartitionRules partitions;
    private final ConfigRules configs;

    /** Makes the rules for an image, with some planted flaws. */
    public MetadataRules(MutableImage image, MetadataMutants mutants) {
        var leadership = new Leadership(image, mutants);
        this.image = image;
        this.brokers = new BrokerRules(image, mutants, leadership);
        this.topics = new TopicRules(image);
        this.partitions = new PartitionRules(image, mutants, leadership, brokers);
        this.configs = new ConfigRules(image, leadership);
    }

    /** Applies a command; the image is at the command's index already. */
    public CommandResult apply(MetadataCommand command) {
        try {
            return command.match(this);
        } catch (RefusedException refused) {
            return refused.result();
        }
    }

    @Override
    public CommandResult activate(ActivateController command) {
        if (command.epoch() < image.controllerEpoch()) {
            throw new RefusedException(
                    MetadataError.STALE_CONTROLLER_EPOCH,
                    "the epoch of a controller must be " + image.controllerEpoch() + " or more, was "
                            + command.epoch());
        }
        image.activate(command.controller(), command.epoch());
        return new CommandResult.Done();
    }

    @Override
    public CommandResult register(RegisterBroker command) {
        return brokers.register(command);
    }

    @Override
    public CommandResult unfence(UnfenceBroker command) {
        return brokers.unfence(command);
    }

    @Override
    public CommandResult fence(FenceBroker command) {
        return brokers.fence(command);
    }

    @Override
    public CommandResult shutDown(ControlledShutdown command) {
        return brokers.shutDown(command);
    }

    @Override
    public CommandResult unregister(UnregisterBroker command) {
        return brokers.unregister(command);
    }

    @Override
    public CommandResult createTopic(CreateTopic command) {
        return topics.create(command);
    }

    @Override
    public CommandResult deleteTopic(DeleteTopic command) {
        return topics.delete(command);
    }

    @Override
    public CommandResult createPartitions(CreatePartitions command) {
        return topics.grow(command);
    }

    @Override
    public CommandResult alterConfigs(AlterConfigs command) {
        return configs.alter(command);
    }

    @Override
    public CommandResult alterPartition(AlterPartition command) {
        return partitions.alter(command);
    }

    @Override
    public CommandResult electLeaders(ElectLeaders command) {
        return partitions.elect(command);
    }

    @Override
    public CommandResult allocateProducerIds(AllocateProducerIds command) {
        brokers.meant(command.broker(), command.brokerEpoch());
        return new CommandResult.ProducerIds(image.takeProducerIds(PRODUCER_IDS), PRODUCER_IDS);
    }
}
