package io.waybill.broker.admin;

import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Gives producers without transactions their ids and epochs. */
final class ProducerIdHandler {

    private static final long NO_ID = -1;
    private static final short NO_EPOCH = -1;

    /** The last epoch that is given: Kafka keeps the one after it for fencing. */
    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    private final Consumer<Consumer<OptionalLong>> ids;

    ProducerIdHandler(Consumer<Consumer<OptionalLong>> ids) {
        this.ids = ids;
    }

    void handle(InitProducerIdRequest request, Consumer<InitProducerIdResponse> done) {
        boolean hasId = request.producerId() != NO_ID;
        boolean hasEpoch = request.producerEpoch() != NO_EPOCH;
        boolean isNone = request.producerId() < NO_ID || request.producerEpoch() < NO_EPOCH;
        if (request.transactionalId() != null) {
            // There are no transactions here. No retriable error says that, and no other is meant for it.
            done.accept(failed(ErrorCode.UNSUPPORTED_VERSION));
        } else if (hasId != hasEpoch || isNone) {
            done.accept(failed(ErrorCode.INVALID_REQUEST));
        } else if (hasId && request.producerEpoch() < LAST_EPOCH) {
            // KIP-360: it goes on with sequence 0 in an epoch of its own; only it knows this id.
            short next = (short) (request.producerEpoch() + 1);
            done.accept(new InitProducerIdResponse(ErrorCode.NONE, request.producerId(), next));
        } else {
            ids.accept(id -> done.accept(
                    id.isPresent()
                            ? new InitProducerIdResponse(ErrorCode.NONE, id.getAsLong(), (short) 0)
                            : failed(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)));
        }
    }

    private static InitProducerIdResponse failed(ErrorCode error) {
        return new InitProducerIdResponse(error, NO_ID, NO_EPOCH);
    }
}
