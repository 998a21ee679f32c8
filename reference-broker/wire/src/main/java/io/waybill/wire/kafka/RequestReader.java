package io.waybill.wire.kafka;

import io.waybill.wire.message.Api;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Readable;

/**
 * Reads the body of a request that has hash tables, and refuses lists of more than {@value #MAX_ELEMENTS} elements in
 * it.
 *
 * <p>The generated code puts some lists into hash tables that take equal keys and find room for each by trying one slot
 * after the other, and do so again when they grow: n topics of the same name cost more than n² steps. A hundred
 * thousand of them fit into a frame of a few hundred kilobytes and would hold a broker up for minutes.
 */
final class RequestReader extends ByteBufferAccessor {

    /** More topics, protocols or configurations than one such request has a reason to name. */
    static final int MAX_ELEMENTS = 2_000;

    /** The requests in which the generated code has hash tables; a test compares. */
    static final Set<Api> HASHED = EnumSet.of(
            Api.PRODUCE,
            Api.OFFSET_FOR_LEADER_EPOCH,
            Api.JOIN_GROUP,
            Api.ADD_PARTITIONS_TO_TXN,
            Api.CREATE_TOPICS,
            Api.CREATE_PARTITIONS,
            Api.ALTER_CONFIGS,
            Api.INCREMENTAL_ALTER_CONFIGS,
            Api.DESCRIBE_PRODUCERS,
            Api.ELECT_LEADERS,
            Api.BROKER_REGISTRATION);

    private RequestReader(ByteBuffer frame) {
        super(frame);
    }

    static Readable of(Api api, ByteBuffer frame) {
        return HASHED.contains(api) ? new RequestReader(frame) : new ByteBufferAccessor(frame);
    }

    /** What the generated code compares the announced number of elements with, and nothing else. */
    @Override
    public int remaining() {
        return Math.min(super.remaining(), MAX_ELEMENTS);
    }
}
