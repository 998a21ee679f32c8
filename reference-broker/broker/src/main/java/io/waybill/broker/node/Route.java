package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.data.DataRequests;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.AddOffsetsToTxnRequest;
import io.waybill.wire.message.AddPartitionsToTxnRequest;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AlterConfigsRequest;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.ApiVersionsRequest;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeTopicPartitionsRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.EndTxnRequest;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FindCoordinatorRequest;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.JoinGroupRequest;
import io.waybill.wire.message.LeaveGroupRequest;
import io.waybill.wire.message.ListGroupsRequest;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListPartitionReassignmentsRequest;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.OffsetCommitRequest;
import io.waybill.wire.message.OffsetFetchRequest;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.SaslHandshakeRequest;
import io.waybill.wire.message.SyncGroupRequest;
import io.waybill.wire.message.TxnOffsetCommitRequest;
import io.waybill.wire.message.WriteTxnMarkersRequest;

/**
 * The way of one request to whoever answers it.
 *
 * @param received the request with its header
 * @param answer the place of its answer
 * @param data who answers about records
 * @param admin who answers about the cluster
 */
record Route(ReceivedRequest received, RequestHandler.Answer answer, DataRequests data, AdminHandlers admin)
        implements Request.Cases<Boolean> {

    @Override
    public Boolean produce(ProduceRequest request) {
        return ofData();
    }

    @Override
    public Boolean fetch(FetchRequest request) {
        return ofData();
    }

    @Override
    public Boolean listOffsets(ListOffsetsRequest request) {
        return ofData();
    }

    @Override
    public Boolean metadata(MetadataRequest request) {
        admin.metadata(received.header().version(), request, answer);
        return true;
    }

    @Override
    public Boolean apiVersions(ApiVersionsRequest request) {
        admin.apiVersions(ClientApis.OFFER, received, request, answer);
        return true;
    }

    @Override
    public Boolean findCoordinator(FindCoordinatorRequest request) {
        admin.findCoordinator(request, answer);
        return true;
    }

    @Override
    public Boolean initProducerId(InitProducerIdRequest request) {
        admin.initProducerId(request, answer);
        return true;
    }

    @Override
    public Boolean offsetForLeaderEpoch(OffsetForLeaderEpochRequest request) {
        return ofData();
    }

    @Override
    public Boolean offsetCommit(OffsetCommitRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean offsetFetch(OffsetFetchRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean joinGroup(JoinGroupRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean syncGroup(SyncGroupRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean heartbeat(HeartbeatRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean leaveGroup(LeaveGroupRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean listGroups(ListGroupsRequest request) {
        admin.listGroups(answer);
        return true;
    }

    @Override
    public Boolean saslHandshake(SaslHandshakeRequest request) {
        admin.saslHandshake(answer);
        return true;
    }

    @Override
    public Boolean addPartitionsToTxn(AddPartitionsToTxnRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean addOffsetsToTxn(AddOffsetsToTxnRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean endTxn(EndTxnRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean txnOffsetCommit(TxnOffsetCommitRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean writeTxnMarkers(WriteTxnMarkersRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean createTopics(CreateTopicsRequest request) {
        return forward(request);
    }

    @Override
    public Boolean deleteTopics(DeleteTopicsRequest request) {
        return forward(request);
    }

    @Override
    public Boolean createPartitions(CreatePartitionsRequest request) {
        return forward(request);
    }

    @Override
    public Boolean deleteRecords(DeleteRecordsRequest request) {
        return ofData();
    }

    @Override
    public Boolean describeConfigs(DescribeConfigsRequest request) {
        admin.describeConfigs(request, answer);
        return true;
    }

    @Override
    public Boolean alterConfigs(AlterConfigsRequest request) {
        return forward(request);
    }

    @Override
    public Boolean incrementalAlterConfigs(IncrementalAlterConfigsRequest request) {
        return forward(request);
    }

    @Override
    public Boolean describeCluster(DescribeClusterRequest request) {
        admin.describeCluster(request, answer);
        return true;
    }

    @Override
    public Boolean describeTopicPartitions(DescribeTopicPartitionsRequest request) {
        admin.describeTopicPartitions(request, answer);
        return true;
    }

    @Override
    public Boolean describeProducers(DescribeProducersRequest request) {
        return ofData();
    }

    @Override
    public Boolean describeQuorum(DescribeQuorumRequest request) {
        return forward(request);
    }

    @Override
    public Boolean electLeaders(ElectLeadersRequest request) {
        return forward(request);
    }

    @Override
    public Boolean listPartitionReassignments(ListPartitionReassignmentsRequest request) {
        admin.listPartitionReassignments(answer);
        return true;
    }

    @Override
    public Boolean listTransactions(ListTransactionsRequest request) {
        admin.listTransactions(request, answer);
        return true;
    }

    @Override
    public Boolean alterPartition(AlterPartitionRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean brokerRegistration(BrokerRegistrationRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean brokerHeartbeat(BrokerHeartbeatRequest request) {
        return notOffered(request);
    }

    @Override
    public Boolean allocateProducerIds(AllocateProducerIdsRequest request) {
        return notOffered(request);
    }

    private boolean ofData() {
        if (!data.handle(received, answer)) {
            throw new IllegalStateException(
                    "nobody answers " + received.request().api());
        }
        return true;
    }

    private boolean forward(Request request) {
        admin.forward(request, answer);
        return true;
    }

    /** What is not on offer is not read. */
    private static boolean notOffered(Request request) {
        throw new IllegalStateException("a broker must not offer " + request.api());
    }
}
