package io.waybill.history.record;

import io.waybill.history.MessageId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A message's identity as the first bytes of its payload, so that whatever a consumer is handed says itself what it is.
 *
 * <pre>
 *  0 magic:2 "WM"   2 run:8   10 session:4   14 partition:4   18 sequence:8   26 length:4   30 crc32c:4   34 padding
 * </pre>
 *
 * <p>Big-endian. The checksum covers the 30 bytes before it and everything after it; the length is the payload's whole
 * length, so a payload that was cut or grew is corrupt, not foreign.
 */
public final class MessagePayload {

    /** The least length of a payload. */
    public static final int BYTES = 34;

    private static final short MAGIC = 0x574D;
    private static final int CRC_AT = 30;

    private MessagePayload() {}

    /**
     * Returns the payload of a message.
     *
     * @param run the run's id: tells this run's messages from those of an earlier one on the same cluster
     * @param sizeBytes the payload's whole length, {@value #BYTES} or more; the rest is filled with a pattern
     */
    public static byte[] encode(long run, MessageId id, int sizeBytes) {
        if (sizeBytes < BYTES) {
            throw new IllegalArgumentException("a payload must be at least " + BYTES + " bytes, was " + sizeBytes);
        }
        byte[] bytes = new byte[sizeBytes];
        for (int at = BYTES; at < sizeBytes; at++) {
            bytes[at] = (byte) (id.sequence() + at);
        }
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.putShort(MAGIC).putLong(run).putInt(id.session()).putInt(id.partition());
        out.putLong(id.sequence()).putInt(sizeBytes).putInt(crc(bytes));
        return bytes;
    }

    /**
     * Returns whose message a payload is: its identity where it is this run's and intact, an identity of session
     * {@link MessageId#CORRUPT} where it is marked as ours but not what was written, and one of session
     * {@link MessageId#FOREIGN} where it is somebody else's.
     *
     * @param partition the partition it was read from, for the identities that are not ours
     */
    public static MessageId decode(long run, int partition, byte[] payload) {
        if (payload.length < 2 || ByteBuffer.wrap(payload).getShort() != MAGIC) {
            return new MessageId(MessageId.FOREIGN, partition, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        if (payload.length < BYTES || in.getInt(26) != payload.length || in.getInt(CRC_AT) != crc(payload)) {
            return new MessageId(MessageId.CORRUPT, partition, 0);
        }
        if (in.getLong(2) != run) {
            return new MessageId(MessageId.FOREIGN, partition, 0);
        }
        return new MessageId(in.getInt(10), in.getInt(14), in.getLong(18));
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        crc.update(bytes, BYTES, bytes.length - BYTES);
        return (int) crc.getValue();
    }
}
