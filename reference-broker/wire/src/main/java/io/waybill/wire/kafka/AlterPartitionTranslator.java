package io.waybill.wire.kafka;

import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.ErrorCode;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;

/** AlterPartition, both ways. */
final class AlterPartitionTranslator
        implements Translator<
                AlterPartitionRequest, AlterPartitionRequestData, AlterPartitionResponse, AlterPartitionResponseData> {

    /** From this version on each replica comes with the epoch of its broker. KIP-903. */
    private static final int WITH_EPOCHS = 3;

    @Override
    public AlterPartitionRequest readRequest(AlterPartitionRequestData data, int version) {
        return new AlterPartitionRequest(
                data.brokerId(),
                data.brokerEpoch(),
                Convert.list(data.topics(), topic -> readRequestTopic(topic, version)));
    }

    @Override
    public AlterPartitionRequestData writeRequest(AlterPartitionRequest request, int version) {
        return new AlterPartitionRequestData()
                .setBrokerId(request.brokerId())
                .setBrokerEpoch(request.brokerEpoch())
                .setTopics(Convert.list(request.topics(), topic -> writeRequestTopic(topic, version)));
    }

    private static AlterPartitionRequest.Topic readRequestTopic(AlterPartitionRequestData.TopicData data, int version) {
        return new AlterPartitionRequest.Topic(
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), partition -> readRequestPartition(partition, version)));
    }

    private static AlterPartitionRequestData.TopicData writeRequestTopic(
            AlterPartitionRequest.Topic topic, int version) {
        return new AlterPartitionRequestData.TopicData()
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(
                        Convert.list(topic.partitions(), partition -> writeRequestPartition(partition, version)));
    }

    private static AlterPartitionRequest.Partition readRequestPartition(
            AlterPartitionRequestData.PartitionData data, int version) {
        return new AlterPartitionRequest.Partition(
                data.partitionIndex(),
                data.leaderEpoch(),
                version >= WITH_EPOCHS
                        ? Convert.list(data.newIsrWithEpochs(), AlterPartitionTranslator::readRequestReplica)
                        : Convert.list(data.newIsr(), id -> new AlterPartitionRequest.Replica(id, -1)),
                data.leaderRecoveryState(),
                data.partitionEpoch());
    }

    private static AlterPartitionRequestData.PartitionData writeRequestPartition(
            AlterPartitionRequest.Partition partition, int version) {
        AlterPartitionRequestData.PartitionData data = new AlterPartitionRequestData.PartitionData()
                .setPartitionIndex(partition.partition())
                .setLeaderEpoch(partition.leaderEpoch())
                .setLeaderRecoveryState(partition.leaderRecoveryState())
                .setPartitionEpoch(partition.partitionEpoch());
        return version >= WITH_EPOCHS
                ? data.setNewIsrWithEpochs(
                        Convert.list(partition.newIsr(), AlterPartitionTranslator::writeRequestReplica))
                : data.setNewIsr(Convert.list(partition.newIsr(), replica -> idOf(replica, version)));
    }

    private static int idOf(AlterPartitionRequest.Replica replica, int version) {
        if (replica.brokerEpoch() != -1) {
            throw Convert.unsayable("the epoch of broker " + replica.brokerId(), version);
        }
        return replica.brokerId();
    }

    private static AlterPartitionRequest.Replica readRequestReplica(AlterPartitionRequestData.BrokerState data) {
        return new AlterPartitionRequest.Replica(data.brokerId(), data.brokerEpoch());
    }

    private static AlterPartitionRequestData.BrokerState writeRequestReplica(AlterPartitionRequest.Replica replica) {
        return new AlterPartitionRequestData.BrokerState()
                .setBrokerId(replica.brokerId())
                .setBrokerEpoch(replica.brokerEpoch());
    }

    @Override
    public AlterPartitionResponse readResponse(AlterPartitionResponseData data, int version) {
        return new AlterPartitionResponse(
                ErrorCode.of(data.errorCode()),
                Convert.list(data.topics(), AlterPartitionTranslator::readResponseTopic));
    }

    @Override
    public AlterPartitionResponseData writeResponse(AlterPartitionResponse response, int version) {
        return new AlterPartitionResponseData()
                .setErrorCode(response.error().code())
                .setTopics(Convert.list(response.topics(), AlterPartitionTranslator::writeResponseTopic));
    }

    private static AlterPartitionResponse.Topic readResponseTopic(AlterPartitionResponseData.TopicData data) {
        return new AlterPartitionResponse.Topic(
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), AlterPartitionTranslator::readResponsePartition));
    }

    private static AlterPartitionResponseData.TopicData writeResponseTopic(AlterPartitionResponse.Topic topic) {
        return new AlterPartitionResponseData.TopicData()
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), AlterPartitionTranslator::writeResponsePartition));
    }

    private static AlterPartitionResponse.Partition readResponsePartition(
            AlterPartitionResponseData.PartitionData data) {
        return new AlterPartitionResponse.Partition(
                data.partitionIndex(),
                ErrorCode.of(data.errorCode()),
                data.leaderId(),
                data.leaderEpoch(),
                data.isr(),
                data.leaderRecoveryState(),
                data.partitionEpoch());
    }

    private static AlterPartitionResponseData.PartitionData writeResponsePartition(
            AlterPartitionResponse.Partition partition) {
        return new AlterPartitionResponseData.PartitionData()
                .setPartitionIndex(partition.partition())
                .setErrorCode(partition.error().code())
                .setLeaderId(partition.leaderId())
                .setLeaderEpoch(partition.leaderEpoch())
                .setIsr(partition.isr())
                .setLeaderRecoveryState(partition.leaderRecoveryState())
                .setPartitionEpoch(partition.partitionEpoch());
    }
}
