package io.waybill.broker.metadata.command;

import io.waybill.broker.metadata.binary.BytesIn;
import io.waybill.broker.metadata.binary.BytesOut;
import io.waybill.broker.metadata.binary.MalformedBytesException;
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
import io.waybill.broker.metadata.image.ImageCodec;
import io.waybill.broker.metadata.image.LeaderRecovery;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** A command as bytes: the version of the format (1), the kind, then the fields in their order. */
public final class CommandCodec {

    private static final int FORMAT = 1;

    // Kinds of commands. A new kind takes a new number, and none is ever used again.
    private static final int ACTIVATE = 1;
    private static final int REGISTER = 2;
    private static final int UNFENCE = 3;
    private static final int FENCE = 4;
    private static final int SHUT_DOWN = 5;
    private static final int UNREGISTER = 6;
    private static final int CREATE_TOPIC = 7;
    private static final int DELETE_TOPIC = 8;
    private static final int CREATE_PARTITIONS = 9;
    private static final int ALTER_CONFIGS = 10;
    private static final int ALTER_PARTITION = 11;
    private static final int ELECT_LEADERS = 12;
    private static final int ALLOCATE_PRODUCER_IDS = 13;

    private CommandCodec() {}

    /** Returns a command as bytes, from position to limit. */
    public static ByteBuffer encode(MetadataCommand command) {
        var out = new BytesOut().octet(FORMAT);
        return command.match(new Writer(out)).done();
    }

    /**
     * Returns the command that bytes are.
     *
     * @throws MalformedBytesException where they are none
     */
    public static MetadataCommand decode(ByteBuffer bytes) {
        var in = new BytesIn(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new MalformedBytesException("the format of a command must be " + FORMAT + ", was " + format);
        }
        try {
            var command = read(in);
            in.end();
            return command;
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a command must be of values that can be, was not", e);
        }
    }

    private static MetadataCommand read(BytesIn in) {
        int kind = in.octet();
        return switch (kind) {
            case ACTIVATE -> new ActivateController(in.integer(), in.number());
            case REGISTER ->
                new RegisterBroker(
                        in.integer(), in.uuid(), in.list(ImageCodec::readEndpoint), in.optionalText(), in.number());
            case UNFENCE -> new UnfenceBroker(in.integer(), in.number(), in.number());
            case FENCE -> new FenceBroker(in.integer(), in.number(), in.number());
            case SHUT_DOWN -> new ControlledShutdown(in.integer(), in.number(), in.number());
            case UNREGISTER -> new UnregisterBroker(in.integer());
            case CREATE_TOPIC ->
                new CreateTopic(
                        in.text(), in.uuid(), in.integer(), in.integer(), in.list(BytesIn::numbers), readConfigs(in));
            case DELETE_TOPIC -> new DeleteTopic(in.uuid());
            case CREATE_PARTITIONS -> new CreatePartitions(in.uuid(), in.integer(), in.list(BytesIn::numbers));
            case ALTER_CONFIGS -> new AlterConfigs(ImageCodec.readResource(in), in.list(CommandCodec::readOperation));
            case ALTER_PARTITION -> new AlterPartition(in.integer(), in.number(), in.list(CommandCodec::readProposal));
            case ELECT_LEADERS ->
                new ElectLeaders(in.one(ElectionKind.values(), "an election"), in.list(CommandCodec::readPartition));
            case ALLOCATE_PRODUCER_IDS -> new AllocateProducerIds(in.integer(), in.number());
            default -> throw new MalformedBytesException("the kind of a command must be known, was " + kind);
        };
    }

    private static SortedMap<String, String> readConfigs(BytesIn in) {
        var configs = new TreeMap<String, String>();
        in.list(each -> configs.put(each.text(), each.text()) == null);
        return configs;
    }

    private static ConfigOperation readOperation(BytesIn in) {
        return new ConfigOperation(in.one(ConfigOperation.Kind.values(), "an operation"), in.text(), in.text());
    }

    private static IsrProposal readProposal(BytesIn in) {
        return new IsrProposal(
                readPartition(in),
                in.integer(),
                in.integer(),
                in.list(each -> new IsrProposal.Member(each.integer(), each.number())),
                in.one(LeaderRecovery.values(), "a recovery state"));
    }

    static PartitionId readPartition(BytesIn in) {
        return new PartitionId(in.uuid(), in.integer());
    }

    static void write(BytesOut out, PartitionId partition) {
        out.uuid(partition.topic()).number(partition.partition());
    }

    /** Writes each kind of command. */
    private record Writer(BytesOut out) implements MetadataCommand.Cases<BytesOut> {

        @Override
        public BytesOut activate(ActivateController command) {
            return out.octet(ACTIVATE).number(command.controller()).number(command.epoch());
        }

        @Override
        public BytesOut register(RegisterBroker command) {
            return out.octet(REGISTER)
                    .number(command.broker())
                    .uuid(command.incarnation())
                    .list(command.endpoints(), ImageCodec::write)
                    .optionalText(command.rack())
                    .number(command.previousEpoch());
        }

        @Override
        public BytesOut unfence(UnfenceBroker command) {
            return session(UNFENCE, command.broker(), command.brokerEpoch(), command.controllerEpoch());
        }

        @Override
        public BytesOut fence(FenceBroker command) {
            return session(FENCE, command.broker(), command.brokerEpoch(), command.controllerEpoch());
        }

        @Override
        public BytesOut shutDown(ControlledShutdown command) {
            return session(SHUT_DOWN, command.broker(), command.brokerEpoch(), command.controllerEpoch());
        }

        private BytesOut session(int kind, int broker, long brokerEpoch, long controllerEpoch) {
            return out.octet(kind).number(broker).number(brokerEpoch).number(controllerEpoch);
        }

        @Override
        public BytesOut unregister(UnregisterBroker command) {
            return out.octet(UNREGISTER).number(command.broker());
        }

        @Override
        public BytesOut createTopic(CreateTopic command) {
            var configs = command.configs();
            return out.octet(CREATE_TOPIC)
                    .text(command.name())
                    .uuid(command.topicId())
                    .number(command.partitions())
                    .number(command.replicationFactor())
                    .list(command.assignment(), BytesOut::numbers)
                    .list(
                            configs.entrySet(),
                            configs.size(),
                            (to, entry) -> to.text(entry.getKey()).text(entry.getValue()));
        }

        @Override
        public BytesOut deleteTopic(DeleteTopic command) {
            return out.octet(DELETE_TOPIC).uuid(command.topicId());
        }

        @Override
        public BytesOut createPartitions(CreatePartitions command) {
            return out.octet(CREATE_PARTITIONS)
                    .uuid(command.topicId())
                    .number(command.count())
                    .list(command.assignment(), BytesOut::numbers);
        }

        @Override
        public BytesOut alterConfigs(AlterConfigs command) {
            ImageCodec.write(out.octet(ALTER_CONFIGS), command.resource());
            return out.list(
                    command.operations(),
                    (to, operation) -> to.one(ConfigOperation.Kind.values(), operation.kind())
                            .text(operation.name())
                            .text(operation.value()));
        }

        @Override
        public BytesOut alterPartition(AlterPartition command) {
            return out.octet(ALTER_PARTITION)
                    .number(command.broker())
                    .number(command.brokerEpoch())
                    .list(command.proposals(), Writer::proposal);
        }

        private static void proposal(BytesOut to, IsrProposal proposal) {
            write(to, proposal.partition());
            to.number(proposal.leaderEpoch())
                    .number(proposal.partitionEpoch())
                    .list(
                            proposal.isr(),
                            (each, member) -> each.number(member.broker()).number(member.epoch()))
                    .one(LeaderRecovery.values(), proposal.recovery());
        }

        @Override
        public BytesOut electLeaders(ElectLeaders command) {
            return out.octet(ELECT_LEADERS)
                    .one(ElectionKind.values(), command.kind())
                    .list(command.partitions(), CommandCodec::write);
        }

        @Override
        public BytesOut allocateProducerIds(AllocateProducerIds command) {
            return out.octet(ALLOCATE_PRODUCER_IDS).number(command.broker()).number(command.brokerEpoch());
        }
    }
}
