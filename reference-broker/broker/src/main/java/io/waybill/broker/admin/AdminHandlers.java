package io.waybill.broker.admin;

import io.waybill.broker.lifecycle.Forwarding;
import io.waybill.broker.lifecycle.ProducerIds;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.ReplicaConfig;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Answers what is asked about the cluster. What a broker knows it answers from its own metadata, which may lie behind;
 * what only a controller can do is forwarded. On the node's loop only; answers come now or later, each once.
 */
public final class AdminHandlers {

    private final VersionsHandler versions;
    private final MetadataHandler metadata;
    private final ClusterHandler cluster;
    private final TopicPages topicPages;
    private final ConfigHandler configs;
    private final ProducerIdHandler producerIds;
    private final BiConsumer<Request, Consumer<Response>> forward;

    /**
     * Makes the handlers of a broker.
     *
     * @param image the metadata as this broker knows them, which move on
     * @param producerIds who gives producers their ids
     * @param forwarding the way of requests to the active controller
     */
    public AdminHandlers(
            int broker, BrokerSettings settings, MetadataImage image, ProducerIds producerIds, Forwarding forwarding) {
        this(broker, settings, image, producerIds::next, forwarding::forward);
    }

    /**
     * Makes the handlers of a broker.
     *
     * @param image the metadata as this loop knows them, which move on
     * @param producerIds gives the next producer id
     * @param forward has the active controller answer
     */
    public AdminHandlers(
            int broker,
            BrokerSettings settings,
            MetadataImage image,
            Consumer<Consumer<OptionalLong>> producerIds,
            BiConsumer<Request, Consumer<Response>> forward) {
        var config = new ReplicaConfig(
                broker, image, settings.config(), settings.mutants().log());
        var sight = new ClusterSight(broker, settings.layout().clusterId(), image);
        this.versions = new VersionsHandler(broker, settings.layout().clusterId());
        this.metadata = new MetadataHandler(sight, new AutoCreation(config, forward));
        this.cluster = new ClusterHandler(sight);
        this.topicPages = new TopicPages(sight);
        this.configs = new ConfigHandler(broker, image, settings.config());
        this.producerIds = new ProducerIdHandler(producerIds);
        this.forward = forward;
    }

    /**
     * Answers which APIs this broker speaks.
     *
     * @param offer those that it speaks
     * @param request what was received
     */
    public void apiVersions(
            ApiOffer offer, ReceivedRequest received, ApiVersionsRequest request, RequestHandler.Answer answer) {
        answer.send(versions.answer(offer, received, request));
    }

    /** Answers who is in the cluster and who leads what. */
    public void metadata(int version, MetadataRequest request, RequestHandler.Answer answer) {
        answer.send(metadata.answer(version, request));
    }

    /** Answers who is in the cluster. */
    public void describeCluster(DescribeClusterRequest request, RequestHandler.Answer answer) {
        answer.send(cluster.answer(request));
    }

    /** Answers a page of topics. */
    public void describeTopicPartitions(DescribeTopicPartitionsRequest request, RequestHandler.Answer answer) {
        answer.send(topicPages.answer(request));
    }

    /** Answers what is configured. */
    public void describeConfigs(DescribeConfigsRequest request, RequestHandler.Answer answer) {
        answer.send(configs.answer(request));
    }

    /** Gives a producer its id, or the next epoch of the one that it has. */
    public void initProducerId(InitProducerIdRequest request, RequestHandler.Answer answer) {
        producerIds.handle(request, answer::send);
    }

    /** Answers that nobody coordinates groups or transactions. */
    public void findCoordinator(FindCoordinatorRequest request, RequestHandler.Answer answer) {
        answer.send(Absences.coordinator(request));
    }

    /** Answers that there are no groups. */
    public void listGroups(RequestHandler.Answer answer) {
        answer.send(Absences.groups());
    }

    /** Answers that there are no transactions. */
    public void listTransactions(ListTransactionsRequest request, RequestHandler.Answer answer) {
        answer.send(Absences.transactions(request));
    }

    /** Answers that no partition moves to other replicas. */
    public void listPartitionReassignments(RequestHandler.Answer answer) {
        answer.send(Absences.reassignments());
    }

    /** Answers that nobody needs to prove who he is. */
    public void saslHandshake(RequestHandler.Answer answer) {
        answer.send(Absences.handshake());
    }

    /** Has the active controller answer. */
    public void forward(Request request, RequestHandler.Answer answer) {
        forward.accept(request, answer::send);
    }
}
