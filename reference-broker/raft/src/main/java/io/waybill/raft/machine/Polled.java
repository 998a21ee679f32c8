package io.waybill.raft.machine;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a poll of the {@link Ledger} gave.
 *
 * @param endOffset the offset that the next message of the partition will have
 * @param messages in the order of their offsets
 */
public record Polled(long endOffset, List<Message> messages) {

    /**
     * A message of the ledger.
     *
     * @param offset 0 or more
     * @param payload from position to limit
     */
    public record Message(long offset, ByteBuffer payload) {}
}
