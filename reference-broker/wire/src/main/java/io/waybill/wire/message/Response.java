package io.waybill.wire.message;

/** What a broker can answer: one record for each API, the same for all its versions. */
public sealed interface Response
        permits ProduceResponse,
                FetchResponse,
                ListOffsetsResponse,
                MetadataResponse,
                ApiVersionsResponse,
                FindCoordinatorResponse,
                InitProducerIdResponse,
                OffsetForLeaderEpochResponse,
                OffsetCommitResponse,
                OffsetFetchResponse,
                JoinGroupResponse,
                SyncGroupResponse,
                HeartbeatResponse,
                LeaveGroupResponse,
                ListGroupsResponse,
                SaslHandshakeResponse,
                AddPartitionsToTxnResponse,
                AddOffsetsToTxnResponse,
                EndTxnResponse,
                TxnOffsetCommitResponse,
                WriteTxnMarkersResponse,
                CreateTopicsResponse,
                DeleteTopicsResponse,
                CreatePartitionsResponse,
                DeleteRecordsResponse,
                DescribeConfigsResponse,
                AlterConfigsResponse,
                IncrementalAlterConfigsResponse,
                DescribeClusterResponse,
                DescribeTopicPartitionsResponse,
                DescribeProducersResponse,
                DescribeQuorumResponse,
                ElectLeadersResponse,
                ListPartitionReassignmentsResponse,
                ListTransactionsResponse,
                AlterPartitionResponse,
                BrokerRegistrationResponse,
                BrokerHeartbeatResponse,
                AllocateProducerIdsResponse {

    /** Returns which API this is a response of. */
    Api api();
}
