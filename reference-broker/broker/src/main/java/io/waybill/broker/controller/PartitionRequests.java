package io.waybill.broker.controller;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.Outcome;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ElectLeadersResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Who is in sync and who leads. */
final class PartitionRequests {

    // Their orders are those of the wire.
    private static final List<LeaderRecovery> RECOVERIES = List.of(LeaderRecovery.values());
    private static final List<ElectionKind> ELECTIONS = List.of(ElectionKind.values());

    private final ControllerNode node;

    PartitionRequests(ControllerNode node) {
        this.node = node;
    }

    void alter(AlterPartitionRequest request, Answer answer) {
        List<IsrProposal> proposals = new ArrayList<>();
        for (AlterPartitionRequest.Topic topic : request.topics()) {
            for (AlterPartitionRequest.Partition partition : topic.partitions()) {
                int recovery = partition.leaderRecoveryState();
                if (recovery < 0 || recovery >= RECOVERIES.size()) {
                    answer.send(new AlterPartitionResponse(ErrorCode.INVALID_REQUEST, List.of()));
                    return;
                }
                proposals.add(new IsrProposal(
                        new PartitionId(topic.topicId(), partition.partition()),
                        partition.leaderEpoch(),
                        partition.partitionEpoch(),
                        partition.newIsr().stream()
                                .map(it -> new IsrProposal.Member(it.brokerId(), it.brokerEpoch()))
                                .toList(),
                        RECOVERIES.get(recovery)));
            }
        }
        node.propose(
                new AlterPartition(request.brokerId(), request.brokerEpoch(), proposals),
                outcome -> answer.send(
                        outcome instanceof CommandOutcome.Applied applied
                                        && applied.result() instanceof CommandResult.Partitions partitions
                                ? new AlterPartitionResponse(ErrorCode.NONE, topics(request, partitions.outcomes()))
                                : new AlterPartitionResponse(WireErrors.of(outcome), List.of())));
    }

    private static List<AlterPartitionResponse.Topic> topics(AlterPartitionRequest request, List<Outcome> outcomes) {
        var next = new ArrayDeque<>(outcomes);
        List<AlterPartitionResponse.Topic> topics = new ArrayList<>();
        for (AlterPartitionRequest.Topic topic : request.topics()) {
            List<AlterPartitionResponse.Partition> partitions = new ArrayList<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                partitions.add(partition(next.remove()));
            }
            topics.add(new AlterPartitionResponse.Topic(topic.topicId(), partitions));
        }
        return topics;
    }

    private static AlterPartitionResponse.Partition partition(Outcome outcome) {
        int partition = outcome.partition().partition();
        var error = WireErrors.of(outcome.error());
        var state = outcome.state();
        return state == null
                ? new AlterPartitionResponse.Partition(partition, error, -1, -1, List.of(), (byte) 0, -1)
                : new AlterPartitionResponse.Partition(
                        partition,
                        error,
                        state.leader(),
                        state.leaderEpoch(),
                        state.isr(),
                        (byte) RECOVERIES.indexOf(state.recovery()),
                        state.partitionEpoch());
    }

    void elect(ElectLeadersRequest request, Answer answer) {
        int type = request.electionType();
        if (type < 0 || type >= ELECTIONS.size()) {
            answer.send(ErrorAnswers.of(request, ErrorCode.INVALID_REQUEST, "there is no election of type " + type));
            return;
        }
        boolean all = request.topics() == null;
        var topics = request.topics() == null ? everything() : request.topics();
        List<PartitionId> known = new ArrayList<>();
        for (ElectLeadersRequest.Topic topic : topics) {
            node.image()
                    .topic(topic.topic())
                    .ifPresent(it -> topic.partitions().forEach(i -> known.add(new PartitionId(it.id(), i))));
        }
        // Asked for what is known as it is now: a topic of the same name that comes later is another one.
        var wanted = wanted(topics);
        node.propose(
                new ElectLeaders(ELECTIONS.get(type), known),
                outcome -> answer.send(
                        outcome instanceof CommandOutcome.Applied applied
                                        && applied.result() instanceof CommandResult.Partitions partitions
                                ? new ElectLeadersResponse(
                                        ErrorCode.NONE, elected(wanted, new ArrayDeque<>(partitions.outcomes()), all))
                                : ErrorAnswers.of(request, WireErrors.of(outcome), WireErrors.message(outcome))));
    }

    private List<ElectLeadersRequest.Topic> everything() {
        List<ElectLeadersRequest.Topic> topics = new ArrayList<>();
        for (TopicImage topic : node.image().topics()) {
            List<Integer> partitions = new ArrayList<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                partitions.add(i);
            }
            topics.add(new ElectLeadersRequest.Topic(topic.name(), partitions));
        }
        return topics;
    }

    private List<Wanted> wanted(List<ElectLeadersRequest.Topic> topics) {
        return topics.stream()
                .map(topic ->
                        new Wanted(topic, node.image().topic(topic.topic()).isPresent()))
                .toList();
    }

    private static List<ElectLeadersResponse.Topic> elected(
            List<Wanted> wanted, ArrayDeque<Outcome> outcomes, boolean all) {
        var topics = new TreeMap<String, List<ElectLeadersResponse.Partition>>();
        for (Wanted topic : wanted) {
            for (int partition : topic.asked().partitions()) {
                var elected = topic.known()
                        ? elected(outcomes.remove())
                        : new ElectLeadersResponse.Partition(
                                partition, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "there is no such topic");
                // Who asks for all means those that need it.
                if (!all || elected.error() != ErrorCode.ELECTION_NOT_NEEDED) {
                    topics.computeIfAbsent(topic.asked().topic(), name -> new ArrayList<>())
                            .add(elected);
                }
            }
        }
        List<ElectLeadersResponse.Topic> answers = new ArrayList<>();
        topics.forEach((name, partitions) -> answers.add(new ElectLeadersResponse.Topic(name, partitions)));
        return answers;
    }

    private static ElectLeadersResponse.Partition elected(Outcome outcome) {
        // The topic may be gone since; it was asked for by its name.
        var error = outcome.error() == MetadataError.UNKNOWN_TOPIC_ID
                ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                : WireErrors.of(outcome.error());
        return new ElectLeadersResponse.Partition(
                outcome.partition().partition(), error, error == ErrorCode.NONE ? null : outcome.message());
    }

    /** A topic that was asked for, and whether there was one of that name. */
    private record Wanted(ElectLeadersRequest.Topic asked, boolean known) {}
}
