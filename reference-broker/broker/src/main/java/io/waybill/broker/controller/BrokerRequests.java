package io.waybill.broker.controller;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.AllocateProducerIds;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.controller.Heartbeat;
import io.waybill.broker.metadata.controller.HeartbeatAnswer;
import io.waybill.broker.metadata.image.BrokerEndpoint;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.environment.Endpoint;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What brokers ask about their own lives. All of it may be repeated: the same life gets the same epoch. */
final class BrokerRequests {

    private final ControllerNode node;
    private final String clusterId;

    BrokerRequests(ControllerNode node, String clusterId) {
        this.node = node;
        this.clusterId = clusterId;
    }

    void register(BrokerRegistrationRequest request, Answer answer) {
        var wrong = problem(request);
        if (wrong != null) {
            answer.send(new BrokerRegistrationResponse(wrong, -1));
            return;
        }
        var command = new RegisterBroker(
                request.brokerId(),
                request.incarnationId(),
                endpoints(request),
                request.rack(),
                request.previousBrokerEpoch());
        node.propose(
                command,
                outcome -> answer.send(
                        outcome instanceof CommandOutcome.Applied applied
                                        && applied.result() instanceof CommandResult.Registered registered
                                ? new BrokerRegistrationResponse(ErrorCode.NONE, registered.epoch())
                                : new BrokerRegistrationResponse(WireErrors.of(outcome), -1)));
    }

    private @Nullable ErrorCode problem(BrokerRegistrationRequest request) {
        if (!request.clusterId().equals(clusterId)) {
            return ErrorCode.INCONSISTENT_CLUSTER_ID;
        }
        boolean canBeReached = !request.listeners().isEmpty()
                && request.listeners().stream()
                        .noneMatch(it -> it.name().isEmpty() || it.host().isEmpty() || it.port() < 1);
        return canBeReached ? null : ErrorCode.INVALID_REGISTRATION;
    }

    private static List<BrokerEndpoint> endpoints(BrokerRegistrationRequest request) {
        return request.listeners().stream()
                .map(it -> new BrokerEndpoint(it.name(), new Endpoint(it.host(), it.port())))
                .toList();
    }

    void heartbeat(BrokerHeartbeatRequest request, Answer answer) {
        var heard = node.heartbeat(new Heartbeat(
                request.brokerId(),
                request.brokerEpoch(),
                request.currentMetadataOffset(),
                request.wantFence(),
                request.wantShutDown()));
        if (heard.error() != MetadataError.NONE) {
            answer.send(ErrorAnswers.of(request, WireErrors.of(heard.error()), null));
            return;
        }
        var commands = heard.commands();
        Gather<CommandOutcome> outcomes = Gather.of(commands.size(), all -> answer.send(answer(request, heard, all)));
        for (int i = 0; i < commands.size(); i++) {
            int index = i;
            MetadataCommand command = commands.get(i);
            node.propose(command, outcome -> outcomes.put(index, outcome));
        }
    }

    /** What follows from the heartbeat is done by now, or was refused: then the next heartbeat asks for it again. */
    private BrokerHeartbeatResponse answer(
            BrokerHeartbeatRequest request, HeartbeatAnswer heard, List<CommandOutcome> outcomes) {
        for (CommandOutcome outcome : outcomes) {
            if (!(outcome instanceof CommandOutcome.Applied)) {
                return new BrokerHeartbeatResponse(WireErrors.of(outcome), false, true, false);
            }
        }
        boolean fenced = node.image()
                .broker(request.brokerId())
                .filter(broker -> broker.epoch() == request.brokerEpoch())
                .map(BrokerRegistration::fenced)
                .orElse(true);
        return new BrokerHeartbeatResponse(ErrorCode.NONE, heard.caughtUp(), fenced, heard.shutDown());
    }

    void allocateProducerIds(AllocateProducerIdsRequest request, Answer answer) {
        var command = new AllocateProducerIds(request.brokerId(), request.brokerEpoch());
        node.propose(
                command,
                outcome -> answer.send(
                        outcome instanceof CommandOutcome.Applied applied
                                        && applied.result() instanceof CommandResult.ProducerIds ids
                                ? new AllocateProducerIdsResponse(ErrorCode.NONE, ids.first(), ids.count())
                                : new AllocateProducerIdsResponse(WireErrors.of(outcome), 0, 0)));
    }
}
