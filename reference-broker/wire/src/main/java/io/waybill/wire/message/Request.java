package io.waybill.wire.message;

/** What can be asked of a broker: one record for each API, the same for all its versions. */
public sealed interface Request
        permits ProduceRequest,
                FetchRequest,
                ListOffsetsRequest,
                MetadataRequest,
                ApiVersionsRequest,
                FindCoordinatorRequest,
                InitProducerIdRequest,
                OffsetForLeaderEpochRequest,
                OffsetCommitRequest,
                OffsetFetchRequest,
                JoinGroupRequest,
                SyncGroupRequest,
                HeartbeatRequest,
                LeaveGroupRequest,
                ListGroupsRequest,
                SaslHandshakeRequest,
                AddPartitionsToTxnRequest,
                AddOffsetsToTxnRequest,
                EndTxnRequest,
                TxnOffsetCommitRequest,
                WriteTxnMarkersRequest,
                CreateTopicsRequest,
                DeleteTopicsRequest,
                CreatePartitionsRequest,
                DeleteRecordsRequest,
                DescribeConfigsRequest,
                AlterConfigsRequest,
                IncrementalAlterConfigsRequest,
                DescribeClusterRequest,
                DescribeTopicPartitionsRequest,
                DescribeProducersRequest,
                DescribeQuorumRequest,
                ElectLeadersRequest,
                ListPartitionReassignmentsRequest,
                ListTransactionsRequest,
                AlterPartitionRequest,
                BrokerRegistrationRequest,
                BrokerHeartbeatRequest,
                AllocateProducerIdsRequest {

    /** Returns which API this is a request of. */
    Api api();

    /** Returns what {@code cases} says about this request. */
    <R> R match(Cases<R> cases);

    /** Something to say about each request. An API more is a method more, so that nobody forgets it. */
    interface Cases<R> {

        R produce(ProduceRequest request);

        R fetch(FetchRequest request);

        R listOffsets(ListOffsetsRequest request);

        R metadata(MetadataRequest request);

        R apiVersions(ApiVersionsRequest request);

        R findCoordinator(FindCoordinatorRequest request);

        R initProducerId(InitProducerIdRequest request);

        R offsetForLeaderEpoch(OffsetForLeaderEpochRequest request);

        R offsetCommit(OffsetCommitRequest request);

        R offsetFetch(OffsetFetchRequest request);

        R joinGroup(JoinGroupRequest request);

        R syncGroup(SyncGroupRequest request);

        R heartbeat(HeartbeatRequest request);

        R leaveGroup(LeaveGroupRequest request);

        R listGroups(ListGroupsRequest request);

        R saslHandshake(SaslHandshakeRequest request);

        R addPartitionsToTxn(AddPartitionsToTxnRequest request);

        R addOffsetsToTxn(AddOffsetsToTxnRequest request);

        R endTxn(EndTxnRequest request);

        R txnOffsetCommit(TxnOffsetCommitRequest request);

        R writeTxnMarkers(WriteTxnMarkersRequest request);

        R createTopics(CreateTopicsRequest request);

        R deleteTopics(DeleteTopicsRequest request);

        R createPartitions(CreatePartitionsRequest request);

        R deleteRecords(DeleteRecordsRequest request);

        R describeConfigs(DescribeConfigsRequest request);

        R alterConfigs(AlterConfigsRequest request);

        R incrementalAlterConfigs(IncrementalAlterConfigsRequest request);

        R describeCluster(DescribeClusterRequest request);

        R describeTopicPartitions(DescribeTopicPartitionsRequest request);

        R describeProducers(DescribeProducersRequest request);

        R describeQuorum(DescribeQuorumRequest request);

        R electLeaders(ElectLeadersRequest request);

        R listPartitionReassignments(ListPartitionReassignmentsRequest request);

        R listTransactions(ListTransactionsRequest request);

        R alterPartition(AlterPartitionRequest request);

        R brokerRegistration(BrokerRegistrationRequest request);

        R brokerHeartbeat(BrokerHeartbeatRequest request);

        R allocateProducerIds(AllocateProducerIdsRequest request);
    }
}
