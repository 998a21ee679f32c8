package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.OffsetFetchRequest;
import io.waybill.wire.message.OffsetFetchResponse;
import java.util.List;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;

/** OffsetFetch, both ways. */
final class OffsetFetchTranslator
        implements Translator<
                OffsetFetchRequest, OffsetFetchRequestData, OffsetFetchResponse, OffsetFetchResponseData> {

    /** From this version on a request has several groups. KIP-709. */
    private static final int BATCHED = 8;

    /** From this version on a response has an error of the group. */
    private static final int WITH_GROUP_ERROR = 2;

    @Override
    public OffsetFetchRequest readRequest(OffsetFetchRequestData data, int version) {
        if (version >= BATCHED) {
            return new OffsetFetchRequest(
                    Convert.list(data.groups(), OffsetFetchTranslator::readRequestGroup), data.requireStable());
        }
        var topics = Convert.nullableList(data.topics(), OffsetFetchTranslator::readRequestOldTopic);
        return new OffsetFetchRequest(
                List.of(new OffsetFetchRequest.Group(data.groupId(), null, -1, topics)), data.requireStable());
    }

    @Override
    public OffsetFetchRequestData writeRequest(OffsetFetchRequest request, int version) {
        OffsetFetchRequestData data = new OffsetFetchRequestData().setRequireStable(request.requireStable());
        if (version >= BATCHED) {
            return data.setGroups(Convert.list(request.groups(), OffsetFetchTranslator::writeRequestGroup));
        }
        OffsetFetchRequest.Group group = Convert.only(request.groups(), "group", version);
        return data.setGroupId(group.groupId())
                .setTopics(Convert.nullableList(group.topics(), OffsetFetchTranslator::writeRequestOldTopic));
    }

    private static OffsetFetchRequest.Topic readRequestOldTopic(OffsetFetchRequestData.OffsetFetchRequestTopic data) {
        return new OffsetFetchRequest.Topic(data.name(), Convert.NO_ID, data.partitionIndexes());
    }

    private static OffsetFetchRequestData.OffsetFetchRequestTopic writeRequestOldTopic(OffsetFetchRequest.Topic topic) {
        return new OffsetFetchRequestData.OffsetFetchRequestTopic()
                .setName(topic.topic())
                .setPartitionIndexes(topic.partitions());
    }

    private static OffsetFetchRequest.Group readRequestGroup(OffsetFetchRequestData.OffsetFetchRequestGroup data) {
        return new OffsetFetchRequest.Group(
                data.groupId(),
                data.memberId(),
                data.memberEpoch(),
                Convert.nullableList(data.topics(), OffsetFetchTranslator::readRequestTopic));
    }

    private static OffsetFetchRequestData.OffsetFetchRequestGroup writeRequestGroup(OffsetFetchRequest.Group group) {
        return new OffsetFetchRequestData.OffsetFetchRequestGroup()
                .setGroupId(group.groupId())
                .setMemberId(group.memberId())
                .setMemberEpoch(group.memberEpoch())
                .setTopics(Convert.nullableList(group.topics(), OffsetFetchTranslator::writeRequestTopic));
    }

    private static OffsetFetchRequest.Topic readRequestTopic(OffsetFetchRequestData.OffsetFetchRequestTopics data) {
        return new OffsetFetchRequest.Topic(data.name(), Convert.uuid(data.topicId()), data.partitionIndexes());
    }

    private static OffsetFetchRequestData.OffsetFetchRequestTopics writeRequestTopic(OffsetFetchRequest.Topic topic) {
        return new OffsetFetchRequestData.OffsetFetchRequestTopics()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitionIndexes(topic.partitions());
    }

    @Override
    public OffsetFetchResponse readResponse(OffsetFetchResponseData data, int version) {
        if (version >= BATCHED) {
            return new OffsetFetchResponse(Convert.list(data.groups(), OffsetFetchTranslator::readResponseGroup));
        }
        var topics = Convert.list(data.topics(), OffsetFetchTranslator::readResponseOldTopic);
        return new OffsetFetchResponse(
                List.of(new OffsetFetchResponse.Group("", topics, ErrorCode.of(data.errorCode()))));
    }

    @Override
    public OffsetFetchResponseData writeResponse(OffsetFetchResponse response, int version) {
        OffsetFetchResponseData data = new OffsetFetchResponseData();
        if (version >= BATCHED) {
            return data.setGroups(Convert.list(response.groups(), OffsetFetchTranslator::writeResponseGroup));
        }
        OffsetFetchResponse.Group group = Convert.only(response.groups(), "group", version);
        // Version 1 has no error of the group, so each partition has to say it.
        ErrorCode inherited = version >= WITH_GROUP_ERROR ? ErrorCode.NONE : group.error();
        return data.setErrorCode(group.error().code())
                .setTopics(Convert.list(group.topics(), topic -> writeResponseOldTopic(topic, inherited)));
    }

    private static OffsetFetchResponse.Topic readResponseOldTopic(
            OffsetFetchResponseData.OffsetFetchResponseTopic data) {
        return new OffsetFetchResponse.Topic(
                data.name(),
                Convert.NO_ID,
                Convert.list(data.partitions(), OffsetFetchTranslator::readResponseOldPartition));
    }

    private static OffsetFetchResponse.Partition readResponseOldPartition(
            OffsetFetchResponseData.OffsetFetchResponsePartition data) {
        return new OffsetFetchResponse.Partition(
                data.partitionIndex(),
                data.committedOffset(),
                data.committedLeaderEpoch(),
                data.metadata(),
                ErrorCode.of(data.errorCode()));
    }

    private static OffsetFetchResponseData.OffsetFetchResponseTopic writeResponseOldTopic(
            OffsetFetchResponse.Topic topic, ErrorCode inherited) {
        return new OffsetFetchResponseData.OffsetFetchResponseTopic()
                .setName(topic.topic())
                .setPartitions(
                        Convert.list(topic.partitions(), partition -> writeResponseOldPartition(partition, inherited)));
    }

    private static OffsetFetchResponseData.OffsetFetchResponsePartition writeResponseOldPartition(
            OffsetFetchResponse.Partition partition, ErrorCode inherited) {
        ErrorCode error = partition.error().isError() ? partition.error() : inherited;
        return new OffsetFetchResponseData.OffsetFetchResponsePartition()
                .setPartitionIndex(partition.partition())
                .setCommittedOffset(partition.committedOffset())
                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                .setMetadata(partition.metadata())
                .setErrorCode(error.code());
    }

    private static OffsetFetchResponse.Group readResponseGroup(OffsetFetchResponseData.OffsetFetchResponseGroup data) {
        return new OffsetFetchResponse.Group(
                data.groupId(),
                Convert.list(data.topics(), OffsetFetchTranslator::readResponseTopic),
                ErrorCode.of(data.errorCode()));
    }

    private static OffsetFetchResponseData.OffsetFetchResponseGroup writeResponseGroup(
            OffsetFetchResponse.Group group) {
        return new OffsetFetchResponseData.OffsetFetchResponseGroup()
                .setGroupId(group.groupId())
                .setTopics(Convert.list(group.topics(), OffsetFetchTranslator::writeResponseTopic))
                .setErrorCode(group.error().code());
    }

    private static OffsetFetchResponse.Topic readResponseTopic(OffsetFetchResponseData.OffsetFetchResponseTopics data) {
        return new OffsetFetchResponse.Topic(
                data.name(),
                Convert.uuid(data.topicId()),
                Convert.list(data.partitions(), OffsetFetchTranslator::readResponsePartition));
    }

    private static OffsetFetchResponseData.OffsetFetchResponseTopics writeResponseTopic(
            OffsetFetchResponse.Topic topic) {
        return new OffsetFetchResponseData.OffsetFetchResponseTopics()
                .setName(topic.topic())
                .setTopicId(Convert.uuid(topic.topicId()))
                .setPartitions(Convert.list(topic.partitions(), OffsetFetchTranslator::writeResponsePartition));
    }

    private static OffsetFetchResponse.Partition readResponsePartition(
            OffsetFetchResponseData.OffsetFetchResponsePartitions data) {
        return new OffsetFetchResponse.Partition(
                data.partitionIndex(),
                data.committedOffset(),
                data.committedLeaderEpoch(),
                data.metadata(),
                ErrorCode.of(data.errorCode()));
    }

    private static OffsetFetchResponseData.OffsetFetchResponsePartitions writeResponsePartition(
            OffsetFetchResponse.Partition partition) {
        return new OffsetFetchResponseData.OffsetFetchResponsePartitions()
                .setPartitionIndex(partition.partition())
                .setCommittedOffset(partition.committedOffset())
                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                .setMetadata(partition.metadata())
                .setErrorCode(partition.error().code());
    }
}
