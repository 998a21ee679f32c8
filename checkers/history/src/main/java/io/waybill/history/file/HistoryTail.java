package io.waybill.history.file;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a history file that is still being written: shows each block once, in the order of the file, as soon as it is
 * whole. A block that is not whole yet is not shown yet, whether its writer is at it or was killed.
 *
 * <p>Memory does not grow with the history. Used by one thread at a time.
 */
public final class HistoryTail implements Closeable {

    private static final int READ_BYTES = 1 << 20;

    private final ReadStore store;
    private final ColumnsCodec codec = new ColumnsCodec();
    private final ByteSource source = new ByteSource();
    private final Reasons reasons = new Reasons();
    private final SendColumns sends = new SendColumns();
    private final DeliveryColumns deliveries = new DeliveryColumns();
    private final SettlementColumns settlements = new SettlementColumns();

    private byte[] buffer = new byte[READ_BYTES];
    private int filled;
    private int at;

    /** Where in the file the buffer's first byte stands. */
    private long origin;

    private boolean begun;
    private boolean ended;

    private HistoryTail(ReadStore store) {
        this.store = store;
    }

    /** Opens a file, from whose beginning it will be followed. */
    public static HistoryTail open(Path file) throws IOException {
        return over(ReadStore.open(file));
    }

    /** Follows a store of the caller's. */
    public static HistoryTail over(ReadStore store) {
        return new HistoryTail(store);
    }

    /**
     * Shows what became whole since the last call.
     *
     * @return whether there was anything
     * @throws CorruptHistoryException where the file is no history, or a block that is not the last one is damaged
     */
    public boolean advance(HistoryVisitor visitor) throws IOException {
        boolean any = false;
        while (!ended && (begun || begin())) {
            BlockHead head = wholeBlock();
            if (head == null) {
                break;
            }
            if (head.kind() == BlockKind.INDEX) {
                ended = true;
                break;
            }
            show(head, visitor);
            at += BlockHead.BYTES + head.length();
            any = true;
        }
        return any;
    }

    /** Returns whether the writer closed the history and all of it was shown. */
    public boolean isEnded() {
        return ended;
    }

    /** Returns the first byte of the file that was not shown. */
    public long position() {
        return origin + at;
    }

    private boolean begin() throws IOException {
        if (!has(FileHead.BYTES)) {
            return false;
        }
        FileHead.check(buffer, FileHead.BYTES);
        at = FileHead.BYTES;
        begun = true;
        return true;
    }

    /** Returns the head of the next block, or null where that is not whole yet. */
    private @Nullable BlockHead wholeBlock() throws IOException {
        if (!has(BlockHead.BYTES)) {
            return null;
        }
        BlockHead head = BlockHead.read(buffer, at);
        if (head == null || !has(BlockHead.BYTES + head.length())) {
            return null;
        }
        if (BlockHead.crc(buffer, at + BlockHead.BYTES, head.length()) == head.payloadCrc()) {
            return head;
        }
        if (has(BlockHead.BYTES + head.length() + 1)) {
            throw new CorruptHistoryException("byte " + position()
                    + ": a block's checksum is wrong: the file was damaged after it was written; restore it from a"
                    + " copy");
        }
        return null;
    }

    /** Has so many bytes in the buffer, if the file has them. */
    private boolean has(int length) throws IOException {
        if (filled - at >= length) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        origin += at;
        filled -= at;
        at = 0;
        if (buffer.length < length) {
            buffer = Arrays.copyOf(buffer, length + READ_BYTES);
        }
        filled += store.read(origin + filled, buffer, filled, buffer.length - filled);
        return filled >= length;
    }

    private void show(BlockHead head, HistoryVisitor visitor) {
        source.over(buffer, at + BlockHead.BYTES, head.length());
        int rows = head.rows();
        boolean columns = head.kind() != BlockKind.EVENTS;
        if (columns && rows > SendColumns.CAPACITY) {
            throw new CorruptHistoryException(
                    "byte " + position() + ": a block has " + rows + " rows, expected at most " + SendColumns.CAPACITY);
        }
        switch (head.kind()) {
            case SENDS -> {
                sends.reset(head.owner(), head.partition());
                codec.read(source, rows, sends);
                visitor.sends(sends);
            }
            case DELIVERIES -> {
                deliveries.reset(head.owner(), head.partition());
                codec.read(source, rows, deliveries);
                visitor.deliveries(deliveries);
            }
            case SETTLEMENTS -> {
                settlements.reset(head.owner(), head.partition());
                codec.read(source, rows, settlements);
                for (int row = 0; row < rows; row++) {
                    visitor.event(reasons.settlement(settlements, row));
                }
            }
            case EVENTS -> EventCodec.readAll(source, reasons, visitor::event);
            case INDEX -> throw new IllegalStateException("an index has no rows to show");
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
