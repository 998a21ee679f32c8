package io.waybill.wire.kafka;

import io.waybill.wire.message.Api;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Readable;

/**
 * Reads the body of a request, and refuses one that would cost more than any has a reason to.
 *
 * <p>Each element of a list may have one byte in the frame, and is an object of dozens in memory: a frame as large as
 * may be sent would fill the heap of a node that is small. So a request may have {@value #MAX_VALUES} values; bytes
 * that are taken as they are, such as records, are one.
 *
 * <p>The generated code puts some lists into hash tables that take equal keys and find room for each by trying one slot
 * after the other, and do so again when they grow: n topics of the same name cost more than n² steps. A hundred
 * thousand of them fit into a frame of a few hundred kilobytes and would hold a broker up for minutes. So where there
 * are such tables, a list may have {@value #MAX_HASHED} elements.
 */
final class RequestReader extends ByteBufferAccessor {

    /** More topics, protocols or configurations than one such request has a reason to name. */
    static final int MAX_HASHED = 2_000;

    /** Those of a fetch of fifty thousand partitions. */
    static final int MAX_VALUES = 500_000;

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

    private final int mostElements;
    private int valuesLeft = MAX_VALUES;

    private RequestReader(ByteBuffer frame, int mostElements) {
        super(frame);
        this.mostElements = mostElements;
    }

    static Readable of(Api api, ByteBuffer frame) {
        return new RequestReader(frame, HASHED.contains(api) ? MAX_HASHED : MAX_VALUES);
    }

    /** What the generated code compares the announced number of elements with, and nothing else. */
    @Override
    public int remaining() {
        return Math.min(super.remaining(), Math.min(mostElements, valuesLeft));
    }

    private void count() {
        if (valuesLeft == 0) {
            throw new IllegalArgumentException("a request may have " + MAX_VALUES + " values");
        }
        valuesLeft--;
    }

    @Override
    public byte readByte() {
        count();
        return super.readByte();
    }

    @Override
    public short readShort() {
        count();
        return super.readShort();
    }

    @Override
    public int readInt() {
        count();
        return super.readInt();
    }

    @Override
    public long readLong() {
        count();
        return super.readLong();
    }

    @Override
    public int readUnsignedVarint() {
        count();
        return super.readUnsignedVarint();
    }
}
