package io.waybill.wire.message;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The member's assignment.
 *
 * @param error what went wrong
 * @param protocolType the kind of group, for example consumer (version 5+)
 * @param protocolName the name of the chosen protocol (version 5+)
 * @param assignment what the member is assigned, in the words of its protocol
 */
public record SyncGroupResponse(
        ErrorCode error,
        @Nullable String protocolType,
        @Nullable String protocolName,
        ByteBuffer assignment) implements Response {

    @Override
    public Api api() {
        return Api.SYNC_GROUP;
    }
}
