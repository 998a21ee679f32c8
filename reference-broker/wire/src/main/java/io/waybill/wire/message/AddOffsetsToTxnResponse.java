package io.waybill.wire.message;

/**
 * Whether the offsets were added.
 *
 * @param error what went wrong
 */
public record AddOffsetsToTxnResponse(ErrorCode error) implements Response {

    @Override
    public Api api() {
        return Api.ADD_OFFSETS_TO_TXN;
    }
}
