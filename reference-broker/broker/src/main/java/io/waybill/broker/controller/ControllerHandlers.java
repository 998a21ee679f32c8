package io.waybill.broker.controller;

import io.waybill.broker.settings.BrokerSettings;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.Request;

/** Who answers what at a controller's endpoint. Whoever is not the active controller says so and does nothing. */
final class ControllerHandlers implements RequestHandler {

    private final ControllerNode node;
    private final BrokerRequests brokers;
    private final PartitionRequests partitions;
    private final TopicRequests topics;
    private final ConfigRequests configs;
    private final QuorumRequests quorum;

    ControllerHandlers(ControllerNode node, Environment environment, BrokerSettings settings) {
        this.node = node;
        this.brokers = new BrokerRequests(node, settings.layout().clusterId());
        this.partitions = new PartitionRequests(node);
        // An id is never drawn twice, even where the streams of two lives are the same.
        this.topics =
                new TopicRequests(node, environment.randomness("topic ids").fork(environment.incarnation()));
        this.configs = new ConfigRequests(node);
        this.quorum = new QuorumRequests(node, settings.layout());
    }

    @Override
    public void handle(ReceivedRequest received, Answer answer) {
        var request = received.request();
        if (request instanceof ApiVersionsRequest) {
            answer.send(ControllerApis.OFFER.answer(received.error(), ApiOffer.Features.NONE));
        } else if (request instanceof DescribeClusterRequest it) {
            quorum.describeCluster(it, answer);
        } else if (request instanceof DescribeQuorumRequest it) {
            quorum.describeQuorum(it, answer);
        } else if (!node.isActive()) {
            var reason = "the active controller is " + node.controller();
            answer.send(ErrorAnswers.of(request, ErrorCode.NOT_CONTROLLER, reason));
        } else {
            handleAsActive(request, answer);
        }
    }

    private void handleAsActive(Request request, Answer answer) {
        if (request instanceof BrokerHeartbeatRequest it) {
            brokers.heartbeat(it, answer);
        } else if (request instanceof BrokerRegistrationRequest it) {
            brokers.register(it, answer);
        } else if (request instanceof AllocateProducerIdsRequest it) {
            brokers.allocateProducerIds(it, answer);
        } else if (request instanceof AlterPartitionRequest it) {
            partitions.alter(it, answer);
        } else if (request instanceof ElectLeadersRequest it) {
            partitions.elect(it, answer);
        } else if (request instanceof CreateTopicsRequest it) {
            topics.create(it, answer);
        } else if (request instanceof DeleteTopicsRequest it) {
            topics.delete(it, answer);
        } else if (request instanceof CreatePartitionsRequest it) {
            topics.grow(it, answer);
        } else if (request instanceof IncrementalAlterConfigsRequest it) {
            configs.alter(it, answer);
        } else if (request instanceof AlterConfigsRequest it) {
            configs.replace(it, answer);
        } else {
            throw new IllegalStateException("a controller must not offer " + request.api());
        }
    }
}
