package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;

/** Fetch, both ways. */
final class FetchTranslator implements Translator<FetchRequest, FetchRequestData, FetchResponse, FetchResponseData> {

    @Override
    public FetchRequest readRequest(FetchRequestData data, int version) {
        return new FetchRequest(
                version >= 15 ? data.replicaState().replicaId() : data.replicaId(),
                data.replicaState().replicaEpoch(),
                data.maxWaitMs(),
                data.minBytes(),
                data.maxBytes(),
                data.isolationLevel(),
                data.sessionId(),
                data.sessionEpoch(),
                Convert.list(data.topics(), FetchTranslator::readRequestTopic),
                Convert.list(data.forgottenTopicsData(), FetchTranslator::readRequestForgottenTopic),
                data.rackId());
    }

    @Override
    public FetchRequestData writeRequest(FetchRequest request, int version) {
        FetchRequestData data = new FetchRequestData();
        if (version >= 15) {
            data.replicaState().setReplicaId(request.replicaId()).setReplicaEpoch(request.replicaEpoch());
        } else if (request.replicaEpoch() == -1) {
            data.setReplicaId(request.replicaId());
        } else {
            throw Convert.unsayable("the epoch of replica " + request.replicaId(), version);
        }
        return data.setMaxWaitMs(request.maxWaitMs())
                .setMinBytes(request.minBytes())
                .setMaxBytes(request.maxBytes())
                .setIsolationLevel(request.isolationLevel())
                .setSessionId(request.sessionId())
                .setSessionEpoch(request.sessionEpoch())
                .setTopics(Convert.list(request.topics(), FetchTranslator::writeRequestTopic))
                .setForgottenTopicsData(
                        Convert.list(request.forgottenTopics(), FetchTranslator::writeRequestForgottenTopic))
                .setRackId(request.rackId());
    }

    private static FetchRequest.ForgottenTopic readRequestForgottenTopic(FetchRequestData.ForgottenTopic data) {
        return new FetchRequest.ForgottenTopic(data.topic(), Convert.uuid(data.topicId()), data.partitions());
    }

    private static FetchRequestData.ForgottenTopic writeRequestForgottenTopic(
            FetchRequest.ForgottenTopic forgottenTopic) {
        return new FetchRequestData.ForgottenTopic()
                .setTopic(forgottenTopic.topic())
                .setTopicId(Convert.uuid(forgottenTopic.topicId()))
                .setPartitions(forgottenTopic.partitions());
    }

    private static FetchRequest.Topic readRequestTopic(FetchRequestData.FetchTopic data) {
        return new FetchRequest.Topic(
                data.topic(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), FetchTranslator::readRequestPartition));
    }

    private static FetchRequestData.FetchTopic writeRequestTopic(FetchRequest.Topic topic) {
        return new FetchRequestData.FetchTopic()
                .setTopic(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), FetchTranslator::writeRequestPartition));
    }

    private static FetchRequest.Partition readRequestPartition(FetchRequestData.FetchPartition data) {
        return new FetchRequest.Partition(
                data.partition(),
                data.currentLeaderEpoch(),
                data.fetchOffset(),
                data.lastFetchedEpoch(),
                data.logStartOffset(),
                data.partitionMaxBytes(),
                data.highWatermark());
    }

    private static FetchRequestData.FetchPartition writeRequestPartition(FetchRequest.Partition partition) {
        return new FetchRequestData.FetchPartition()
                .setPartition(partition.partition())
                .setCurrentLeaderEpoch(partition.currentLeaderEpoch())
                .setFetchOffset(partition.fetchOffset())
                .setLastFetchedEpoch(partition.lastFetchedEpoch())
                .setLogStartOffset(partition.logStartOffset())
                .setPartitionMaxBytes(partition.maxBytes())
                .setHighWatermark(partition.highWatermark());
    }

    @Override
    public FetchResponse readResponse(FetchResponseData data, int version) {
        return new FetchResponse(
                ErrorCode.of(data.errorCode()),
                data.sessionId(),
                Convert.list(data.responses(), FetchTranslator::readResponseTopic),
                Convert.list(data.nodeEndpoints(), FetchTranslator::readResponseNodeEndpoint));
    }

    @Override
    public FetchResponseData writeResponse(FetchResponse response, int version) {
        FetchResponseData data = new FetchResponseData()
                .setErrorCode(response.error().code())
                .setResponses(Convert.list(response.topics(), part -> writeResponseTopic(part, version)));
        if (version >= 7) {
            data.setSessionId(response.sessionId());
        }
        if (version >= 16) {
            data.setNodeEndpoints(Convert.into(
                    new FetchResponseData.NodeEndpointCollection(
                            response.nodeEndpoints().size() + 1),
                    response.nodeEndpoints(),
                    FetchTranslator::writeResponseNodeEndpoint));
        }
        return data;
    }

    private static NodeEndpoint readResponseNodeEndpoint(FetchResponseData.NodeEndpoint data) {
        return new NodeEndpoint(data.nodeId(), data.host(), data.port(), data.rack());
    }

    private static FetchResponseData.NodeEndpoint writeResponseNodeEndpoint(NodeEndpoint nodeEndpoint) {
        return new FetchResponseData.NodeEndpoint()
                .setNodeId(nodeEndpoint.nodeId())
                .setHost(nodeEndpoint.host())
                .setPort(nodeEndpoint.port())
                .setRack(nodeEndpoint.rack());
    }

    private static FetchResponse.Topic readResponseTopic(FetchResponseData.FetchableTopicResponse data) {
        return new FetchResponse.Topic(
                data.topic(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), FetchTranslator::readResponsePartition));
    }

    private static FetchResponseData.FetchableTopicResponse writeResponseTopic(FetchResponse.Topic topic, int version) {
        return new FetchResponseData.FetchableTopicResponse()
                .setTopic(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), part -> writeResponsePartition(part, version)));
    }

    private static FetchResponse.Partition readResponsePartition(FetchResponseData.PartitionData data) {
        return new FetchResponse.Partition(
                data.partitionIndex(),
                ErrorCode.of(data.errorCode()),
                data.highWatermark(),
                data.lastStableOffset(),
                data.logStartOffset(),
                readResponseDivergingEpoch(data.divergingEpoch()),
                readResponseLeaderIdAndEpoch(data.currentLeader()),
                Convert.nullableList(data.abortedTransactions(), FetchTranslator::readResponseAbortedTransaction),
                data.preferredReadReplica(),
                Convert.payload(data.records()));
    }

    private static FetchResponseData.PartitionData writeResponsePartition(
            FetchResponse.Partition partition, int version) {
        FetchResponseData.PartitionData data = new FetchResponseData.PartitionData()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code())
                .setHighWatermark(partition.highWatermark())
                .setLastStableOffset(partition.lastStableOffset())
                .setLogStartOffset(partition.logStartOffset())
                .setAbortedTransactions(Convert.nullableList(
                        partition.abortedTransactions(), FetchTranslator::writeResponseAbortedTransaction))
                .setRecords(Convert.records(partition.records()));
        if (version >= 12) {
            data.setDivergingEpoch(writeResponseDivergingEpoch(partition.divergingEpoch()))
                    .setCurrentLeader(writeResponseLeaderIdAndEpoch(partition.currentLeader()));
        }
        if (version >= 11) {
            data.setPreferredReadReplica(partition.preferredReadReplica());
        }
        return data;
    }

    private static FetchResponse.AbortedTransaction readResponseAbortedTransaction(
            FetchResponseData.AbortedTransaction data) {
        return new FetchResponse.AbortedTransaction(data.producerId(), data.firstOffset());
    }

    private static FetchResponseData.AbortedTransaction writeResponseAbortedTransaction(
            FetchResponse.AbortedTransaction abortedTransaction) {
        return new FetchResponseData.AbortedTransaction()
                .setProducerId(abortedTransaction.producerId())
                .setFirstOffset(abortedTransaction.firstOffset());
    }

    private static LeaderIdAndEpoch readResponseLeaderIdAndEpoch(FetchResponseData.LeaderIdAndEpoch data) {
        return new LeaderIdAndEpoch(data.leaderId(), data.leaderEpoch());
    }

    private static FetchResponseData.LeaderIdAndEpoch writeResponseLeaderIdAndEpoch(LeaderIdAndEpoch leaderIdAndEpoch) {
        return new FetchResponseData.LeaderIdAndEpoch()
                .setLeaderId(leaderIdAndEpoch.leaderId())
                .setLeaderEpoch(leaderIdAndEpoch.leaderEpoch());
    }

    private static FetchResponse.DivergingEpoch readResponseDivergingEpoch(FetchResponseData.EpochEndOffset data) {
        return new FetchResponse.DivergingEpoch(data.epoch(), data.endOffset());
    }

    private static FetchResponseData.EpochEndOffset writeResponseDivergingEpoch(
            FetchResponse.DivergingEpoch divergingEpoch) {
        return new FetchResponseData.EpochEndOffset()
                .setEpoch(divergingEpoch.epoch())
                .setEndOffset(divergingEpoch.endOffset());
    }
}
