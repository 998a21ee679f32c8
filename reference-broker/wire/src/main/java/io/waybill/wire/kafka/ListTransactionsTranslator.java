package io.waybill.wire.kafka;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListTransactionsRequest;
import io.waybill.wire.message.ListTransactionsResponse;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;

/** ListTransactions, both ways. */
final class ListTransactionsTranslator
        implements Translator<
                ListTransactionsRequest,
                ListTransactionsRequestData,
                ListTransactionsResponse,
                ListTransactionsResponseData> {

    @Override
    public ListTransactionsRequest readRequest(ListTransactionsRequestData data, int version) {
        return new ListTransactionsRequest(
                data.stateFilters(), data.producerIdFilters(), data.durationFilter(), data.transactionalIdPattern());
    }

    @Override
    public ListTransactionsRequestData writeRequest(ListTransactionsRequest request, int version) {
        return new ListTransactionsRequestData()
                .setStateFilters(request.states())
                .setProducerIdFilters(request.producerIds())
                .setDurationFilter(request.durationMs())
                .setTransactionalIdPattern(request.pattern());
    }

    @Override
    public ListTransactionsResponse readResponse(ListTransactionsResponseData data, int version) {
        return new ListTransactionsResponse(
                ErrorCode.of(data.errorCode()),
                data.unknownStateFilters(),
                Convert.list(data.transactionStates(), ListTransactionsTranslator::readResponseTransaction));
    }

    @Override
    public ListTransactionsResponseData writeResponse(ListTransactionsResponse response, int version) {
        return new ListTransactionsResponseData()
                .setErrorCode(response.error().code())
                .setUnknownStateFilters(response.unknownStates())
                .setTransactionStates(
                        Convert.list(response.transactions(), ListTransactionsTranslator::writeResponseTransaction));
    }

    private static ListTransactionsResponse.Transaction readResponseTransaction(
            ListTransactionsResponseData.TransactionState data) {
        return new ListTransactionsResponse.Transaction(
                data.transactionalId(), data.producerId(), data.transactionState());
    }

    private static ListTransactionsResponseData.TransactionState writeResponseTransaction(
            ListTransactionsResponse.Transaction transaction) {
        return new ListTransactionsResponseData.TransactionState()
                .setTransactionalId(transaction.transactionalId())
                .setProducerId(transaction.producerId())
                .setTransactionState(transaction.state());
    }
}
