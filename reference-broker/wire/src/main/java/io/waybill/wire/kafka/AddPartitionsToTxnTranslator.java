package io.waybill.wire.kafka;

import io.waybill.wire.message.AddPartitionsToTxnRequest;
import io.waybill.wire.message.AddPartitionsToTxnResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;

/** AddPartitionsToTxn, both ways. */
final class AddPartitionsToTxnTranslator
        implements Translator<
                AddPartitionsToTxnRequest,
                AddPartitionsToTxnRequestData,
                AddPartitionsToTxnResponse,
                AddPartitionsToTxnResponseData> {

    /** From this version on, for brokers only, a request has several transactions. KIP-890. */
    private static final int BATCHED = 4;

    @Override
    public AddPartitionsToTxnRequest readRequest(AddPartitionsToTxnRequestData data, int version) {
        if (version >= BATCHED) {
            return new AddPartitionsToTxnRequest(
                    Convert.list(data.transactions(), AddPartitionsToTxnTranslator::readRequestTransaction));
        }
        return new AddPartitionsToTxnRequest(List.of(new AddPartitionsToTxnRequest.Transaction(
                data.v3AndBelowTransactionalId(),
                data.v3AndBelowProducerId(),
                data.v3AndBelowProducerEpoch(),
                false,
                Convert.list(data.v3AndBelowTopics(), AddPartitionsToTxnTranslator::readRequestTopic))));
    }

    @Override
    public AddPartitionsToTxnRequestData writeRequest(AddPartitionsToTxnRequest request, int version) {
        AddPartitionsToTxnRequestData data = new AddPartitionsToTxnRequestData();
        if (version >= BATCHED) {
            return data.setTransactions(Convert.into(
                    new AddPartitionsToTxnRequestData.AddPartitionsToTxnTransactionCollection(
                            request.transactions().size() + 1),
                    request.transactions(),
                    AddPartitionsToTxnTranslator::writeRequestTransaction));
        }
        AddPartitionsToTxnRequest.Transaction only = Convert.only(request.transactions(), "transaction", version);
        if (only.verifyOnly()) {
            throw Convert.unsayable("verify only", version);
        }
        return data.setV3AndBelowTransactionalId(only.transactionalId())
                .setV3AndBelowProducerId(only.producerId())
                .setV3AndBelowProducerEpoch(only.producerEpoch())
                .setV3AndBelowTopics(writeRequestTopics(only));
    }

    private static AddPartitionsToTxnRequest.Transaction readRequestTransaction(
            AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction data) {
        return new AddPartitionsToTxnRequest.Transaction(
                data.transactionalId(),
                data.producerId(),
                data.producerEpoch(),
                data.verifyOnly(),
                Convert.list(data.topics(), AddPartitionsToTxnTranslator::readRequestTopic));
    }

    private static AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction writeRequestTransaction(
            AddPartitionsToTxnRequest.Transaction transaction) {
        return new AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction()
                .setTransactionalId(transaction.transactionalId())
                .setProducerId(transaction.producerId())
                .setProducerEpoch(transaction.producerEpoch())
                .setVerifyOnly(transaction.verifyOnly())
                .setTopics(writeRequestTopics(transaction));
    }

    private static AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection writeRequestTopics(
            AddPartitionsToTxnRequest.Transaction transaction) {
        return Convert.into(
                new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection(
                        transaction.topics().size() + 1),
                transaction.topics(),
                AddPartitionsToTxnTranslator::writeRequestTopic);
    }

    private static AddPartitionsToTxnRequest.Topic readRequestTopic(
            AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic data) {
        return new AddPartitionsToTxnRequest.Topic(data.name(), data.partitions());
    }

    private static AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic writeRequestTopic(
            AddPartitionsToTxnRequest.Topic topic) {
        return new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic()
                .setName(topic.topic())
                .setPartitions(topic.partitions());
    }

    @Override
    public AddPartitionsToTxnResponse readResponse(AddPartitionsToTxnResponseData data, int version) {
        if (version >= BATCHED) {
            return new AddPartitionsToTxnResponse(
                    ErrorCode.of(data.errorCode()),
                    Convert.list(data.resultsByTransaction(), AddPartitionsToTxnTranslator::readResponseTransaction));
        }
        return new AddPartitionsToTxnResponse(
                ErrorCode.NONE,
                List.of(new AddPartitionsToTxnResponse.Transaction(
                        "",
                        Convert.list(
                                data.resultsByTopicV3AndBelow(), AddPartitionsToTxnTranslator::readResponseTopic))));
    }

    @Override
    public AddPartitionsToTxnResponseData writeResponse(AddPartitionsToTxnResponse response, int version) {
        AddPartitionsToTxnResponseData data = new AddPartitionsToTxnResponseData();
        if (version >= BATCHED) {
            return data.setErrorCode(response.error().code())
                    .setResultsByTransaction(Convert.into(
                            new AddPartitionsToTxnResponseData.AddPartitionsToTxnResultCollection(
                                    response.transactions().size() + 1),
                            response.transactions(),
                            AddPartitionsToTxnTranslator::writeResponseTransaction));
        }
        return data.setResultsByTopicV3AndBelow(
                writeResponseTopics(Convert.only(response.transactions(), "transaction", version)));
    }

    private static AddPartitionsToTxnResponse.Transaction readResponseTransaction(
            AddPartitionsToTxnResponseData.AddPartitionsToTxnResult data) {
        return new AddPartitionsToTxnResponse.Transaction(
                data.transactionalId(),
                Convert.list(data.topicResults(), AddPartitionsToTxnTranslator::readResponseTopic));
    }

    private static AddPartitionsToTxnResponseData.AddPartitionsToTxnResult writeResponseTransaction(
            AddPartitionsToTxnResponse.Transaction transaction) {
        return new AddPartitionsToTxnResponseData.AddPartitionsToTxnResult()
                .setTransactionalId(transaction.transactionalId())
                .setTopicResults(writeResponseTopics(transaction));
    }

    private static AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResultCollection writeResponseTopics(
            AddPartitionsToTxnResponse.Transaction transaction) {
        return Convert.into(
                new AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResultCollection(
                        transaction.topics().size() + 1),
                transaction.topics(),
                AddPartitionsToTxnTranslator::writeResponseTopic);
    }

    private static AddPartitionsToTxnResponse.Topic readResponseTopic(
            AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResult data) {
        return new AddPartitionsToTxnResponse.Topic(
                data.name(),
                Convert.list(data.resultsByPartition(), AddPartitionsToTxnTranslator::readResponsePartition));
    }

    private static AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResult writeResponseTopic(
            AddPartitionsToTxnResponse.Topic topic) {
        return new AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResult()
                .setName(topic.topic())
                .setResultsByPartition(Convert.into(
                        new AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResultCollection(
                                topic.partitions().size() + 1),
                        topic.partitions(),
                        AddPartitionsToTxnTranslator::writeResponsePartition));
    }

    private static AddPartitionsToTxnResponse.Partition readResponsePartition(
            AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResult data) {
        return new AddPartitionsToTxnResponse.Partition(data.partitionIndex(), ErrorCode.of(data.partitionErrorCode()));
    }

    private static AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResult writeResponsePartition(
            AddPartitionsToTxnResponse.Partition partition) {
        return new AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResult()
                .setPartitionIndex(partition.partition())
                .setPartitionErrorCode(partition.error().code());
    }
}
