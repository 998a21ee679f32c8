package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.NodeEndpoint;
import io.waybill.wire.message.ProduceRequest;
import io.waybill.wire.message.ProduceResponse;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;

/** Produce, both ways. */
final class ProduceTranslator
        implements Translator<ProduceRequest, ProduceRequestData, ProduceResponse, ProduceResponseData> {

    @Override
    public ProduceRequest readRequest(ProduceRequestData data, int version) {
        return new ProduceRequest(
                data.transactionalId(),
                data.acks(),
                data.timeoutMs(),
                Convert.list(data.topicData(), ProduceTranslator::readRequestTopic));
    }

    @Override
    public ProduceRequestData writeRequest(ProduceRequest request, int version) {
        return new ProduceRequestData()
                .setTransactionalId(request.transactionalId())
                .setAcks(request.acks())
                .setTimeoutMs(request.timeoutMs())
                .setTopicData(Convert.into(
                        new ProduceRequestData.TopicProduceDataCollection(
                                request.topics().size() + 1),
                        request.topics(),
                        ProduceTranslator::writeRequestTopic));
    }

    private static ProduceRequest.Topic readRequestTopic(ProduceRequestData.TopicProduceData data) {
        return new ProduceRequest.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitionData(), ProduceTranslator::readRequestPartition));
    }

    private static ProduceRequestData.TopicProduceData writeRequestTopic(ProduceRequest.Topic topic) {
        return new ProduceRequestData.TopicProduceData()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitionData(Convert.list(topic.partitions(), ProduceTranslator::writeRequestPartition));
    }

    private static ProduceRequest.Partition readRequestPartition(ProduceRequestData.PartitionProduceData data) {
        return new ProduceRequest.Partition(data.index(), Convert.payload(data.records()));
    }

    private static ProduceRequestData.PartitionProduceData writeRequestPartition(ProduceRequest.Partition partition) {
        return new ProduceRequestData.PartitionProduceData()
                .setIndex(partition.partition())
                .setRecords(Convert.records(partition.records()));
    }

    @Override
    public ProduceResponse readResponse(ProduceResponseData data, int version) {
        return new ProduceResponse(
                Convert.list(data.responses(), ProduceTranslator::readResponseTopic),
                Convert.list(data.nodeEndpoints(), ProduceTranslator::readResponseNodeEndpoint));
    }

    @Override
    public ProduceResponseData writeResponse(ProduceResponse response, int version) {
        ProduceResponseData data = new ProduceResponseData()
                .setResponses(Convert.into(
                        new ProduceResponseData.TopicProduceResponseCollection(
                                response.topics().size() + 1),
                        response.topics(),
                        part -> writeResponseTopic(part, version)));
        if (version >= 10) {
            data.setNodeEndpoints(Convert.into(
                    new ProduceResponseData.NodeEndpointCollection(
                            response.nodeEndpoints().size() + 1),
                    response.nodeEndpoints(),
                    ProduceTranslator::writeResponseNodeEndpoint));
        }
        return data;
    }

    private static NodeEndpoint readResponseNodeEndpoint(ProduceResponseData.NodeEndpoint data) {
        return new NodeEndpoint(data.nodeId(), data.host(), data.port(), data.rack());
    }

    private static ProduceResponseData.NodeEndpoint writeResponseNodeEndpoint(NodeEndpoint nodeEndpoint) {
        return new ProduceResponseData.NodeEndpoint()
                .setNodeId(nodeEndpoint.nodeId())
                .setHost(nodeEndpoint.host())
                .setPort(nodeEndpoint.port())
                .setRack(nodeEndpoint.rack());
    }

    private static ProduceResponse.Topic readResponseTopic(ProduceResponseData.TopicProduceResponse data) {
        return new ProduceResponse.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitionResponses(), ProduceTranslator::readResponsePartition));
    }

    private static ProduceResponseData.TopicProduceResponse writeResponseTopic(
            ProduceResponse.Topic topic, int version) {
        return new ProduceResponseData.TopicProduceResponse()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitionResponses(Convert.list(topic.partitions(), part -> writeResponsePartition(part, version)));
    }

    private static ProduceResponse.Partition readResponsePartition(ProduceResponseData.PartitionProduceResponse data) {
        return new ProduceResponse.Partition(
                data.index(),
                ErrorCode.of(data.errorCode()),
                data.baseOffset(),
                data.logAppendTimeMs(),
                data.logStartOffset(),
                Convert.list(data.recordErrors(), ProduceTranslator::readResponseRecordError),
                data.errorMessage(),
                readResponseLeaderIdAndEpoch(data.currentLeader()));
    }

    private static ProduceResponseData.PartitionProduceResponse writeResponsePartition(
            ProduceResponse.Partition partition, int version) {
        ProduceResponseData.PartitionProduceResponse data = new ProduceResponseData.PartitionProduceResponse()
                .setIndex(partition.partition())
                .setErrorCode(partition.error().code())
                .setBaseOffset(partition.baseOffset())
                .setLogAppendTimeMs(partition.logAppendTimeMs())
                .setLogStartOffset(partition.logStartOffset())
                .setRecordErrors(Convert.list(partition.recordErrors(), ProduceTranslator::writeResponseRecordError))
                .setErrorMessage(partition.errorMessage());
        if (version >= 10) {
            data.setCurrentLeader(writeResponseLeaderIdAndEpoch(partition.currentLeader()));
        }
        return data;
    }

    private static LeaderIdAndEpoch readResponseLeaderIdAndEpoch(ProduceResponseData.LeaderIdAndEpoch data) {
        return new LeaderIdAndEpoch(data.leaderId(), data.leaderEpoch());
    }

    private static ProduceResponseData.LeaderIdAndEpoch writeResponseLeaderIdAndEpoch(
            LeaderIdAndEpoch leaderIdAndEpoch) {
        return new ProduceResponseData.LeaderIdAndEpoch()
                .setLeaderId(leaderIdAndEpoch.leaderId())
                .setLeaderEpoch(leaderIdAndEpoch.leaderEpoch());
    }

    private static ProduceResponse.RecordError readResponseRecordError(
            ProduceResponseData.BatchIndexAndErrorMessage data) {
        return new ProduceResponse.RecordError(data.batchIndex(), data.batchIndexErrorMessage());
    }

    private static ProduceResponseData.BatchIndexAndErrorMessage writeResponseRecordError(
            ProduceResponse.RecordError recordError) {
        return new ProduceResponseData.BatchIndexAndErrorMessage()
                .setBatchIndex(recordError.batchIndex())
                .setBatchIndexErrorMessage(recordError.message());
    }
}
