package io.waybill.history.file;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history file, block by block, in any order.
 *
 * <p>A file that was closed is opened by its index. One that was not is walked, head by head, up to the last whole
 * block: what is behind that is a {@link Tear}, and only where no whole block follows it; damage in the middle is an
 * error and never a shorter history. Memory does not grow with the history but for some 70 bytes a block.
 *
 * <p>Safe for use by any number of threads; each reads through a {@link Cursor} of its own.
 */
public final class HistoryReader implements Closeable {

    private static final int SCAN_BYTES = 1 << 20;

    private final ReadStore store;
    private final BlockIndex index;
    private final @Nullable Tear tear;
    private final Reasons reasons = new Reasons();

    private HistoryReader(ReadStore store) throws IOException {
        this.store = store;
        byte[] head = new byte[FileHead.BYTES];
        FileHead.check(head, store.read(0, head, 0, head.length));
        BlockIndex written = writtenIndex();
        Walk walk = written == null ? walk() : new Walk(written, null);
        index = walk.index;
        tear = walk.tear;
        new Cursor().eachEvent(event -> {});
    }

    /**
     * Opens a history file.
     *
     * @throws CorruptHistoryException where the file is no history, or is damaged elsewhere than at its end
     */
    public static HistoryReader open(Path file) throws IOException {
        return over(ReadStore.open(file));
    }

    /** Reads a store of the caller's, as far as it is written now. */
    public static HistoryReader over(ReadStore store) throws IOException {
        try {
            return new HistoryReader(store);
        } catch (UncheckedIOException e) {
            store.close();
            throw e.getCause();
        } catch (CorruptHistoryException | IOException e) {
            store.close();
            throw e;
        }
    }

    /** Returns whether a file begins as a history file does. */
    public static boolean isHistory(byte[] firstBytes, int length) {
        return FileHead.isMagic(firstBytes, length);
    }

    private @Nullable BlockIndex writtenIndex() throws IOException {
        long size = store.size();
        if (size < FileHead.BYTES + BlockHead.BYTES + FileHead.TRAILER_BYTES) {
            return null;
        }
        byte[] trailer = new byte[FileHead.TRAILER_BYTES];
        store.read(size - trailer.length, trailer, 0, trailer.length);
        long position = FileHead.indexPosition(trailer);
        if (position < FileHead.BYTES || position > size - FileHead.TRAILER_BYTES - BlockHead.BYTES) {
            return null;
        }
        BlockHead head = headAt(position);
        if (head == null || head.kind() != BlockKind.INDEX) {
            return null;
        }
        byte[] payload = new byte[head.length()];
        int read = store.read(position + BlockHead.BYTES, payload, 0, payload.length);
        if (read != payload.length || BlockHead.crc(payload, 0, payload.length) != head.payloadCrc()) {
            return null;
        }
        ByteSource in = new ByteSource();
        in.over(payload, 0, payload.length);
        return BlockIndex.read(in, position);
    }

    private @Nullable BlockHead headAt(long position) throws IOException {
        byte[] bytes = new byte[BlockHead.BYTES];
        return store.read(position, bytes, 0, bytes.length) < bytes.length ? null : BlockHead.read(bytes, 0);
    }

    private record Walk(BlockIndex index, @Nullable Tear tear) {}

    private Walk walk() throws IOException {
        BlockIndex found = new BlockIndex();
        long size = store.size();
        long position = FileHead.BYTES;
        while (position < size) {
            BlockHead head = headAt(position);
            long next = head == null ? -1 : position + BlockHead.BYTES + head.length();
            // The last block may have its head but not its payload: a disk may write them in any order.
            if (head == null || next > size || (next == size && !payloadIsWhole(position, head))) {
                refuseDamageInTheMiddle(position, size);
                return new Walk(found, new Tear(position, size - position));
            }
            if (head.kind() != BlockKind.INDEX) {
                found.add(position, head);
            } else if (next < size) {
                // What follows the index is the trailer, or the part of it that was written.
                return new Walk(found, new Tear(position, size - position));
            }
            position = next;
        }
        return new Walk(found, new Tear(size, 0));
    }

    private boolean payloadIsWhole(long position, BlockHead head) throws IOException {
        byte[] payload = new byte[head.length()];
        store.read(position + BlockHead.BYTES, payload, 0, payload.length);
        return BlockHead.crc(payload, 0, payload.length) == head.payloadCrc();
    }

    /** A torn tail has nothing whole behind it. Where something has, the file was damaged, not torn. */
    private void refuseDamageInTheMiddle(long position, long size) throws IOException {
        byte[] window = new byte[SCAN_BYTES + BlockHead.BYTES];
        for (long from = position + 1; from < size; from += SCAN_BYTES) {
            int length = store.read(from, window, 0, (int) Math.min(window.length, size - from));
            for (int at = 0; at + BlockHead.BYTES <= length && at < SCAN_BYTES; at++) {
                if (window[at] == 'W' && BlockHead.read(window, at) != null) {
                    throw new CorruptHistoryException("byte " + position
                            + ": a block is damaged, and whole blocks follow at byte " + (from + at)
                            + ": this is not the torn end of a killed run; restore the file from a copy");
                }
            }
        }
    }

    /** Returns what each block holds. */
    public BlockIndex index() {
        return index;
    }

    /** Returns where the file breaks off, or empty where its writer closed it. */
    public Optional<Tear> tear() {
        return Optional.ofNullable(tear);
    }

    /** Returns the reason that a row of sends refers to by {@code id}, or an empty text for {@link Event#NONE}. */
    public String reason(long id) {
        return reasons.text(id);
    }

    /** Returns a new place from which one thread reads. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Shows all events but sends, deliveries and settlements, in the order in which they were recorded. */
    public void eachEvent(Consumer<Event> consumer) {
        cursor().eachEvent(consumer);
    }

    /** Shows everything in the order in which it was recorded. */
    public void visit(HistoryVisitor visitor) {
        Cursor cursor = cursor();
        SendColumns sends = new SendColumns();
        DeliveryColumns deliveries = new DeliveryColumns();
        SettlementColumns settlements = new SettlementColumns();
        for (int block = 0; block < index.size(); block++) {
            if (index.isSends(block)) {
                cursor.read(block, sends);
                visitor.sends(sends);
            } else if (index.isDeliveries(block)) {
                cursor.read(block, deliveries);
                visitor.deliveries(deliveries);
            } else if (index.isSettlements(block)) {
                cursor.read(block, settlements);
                for (int row = 0; row < settlements.rows(); row++) {
                    visitor.event(settlement(settlements, row));
                }
            } else {
                cursor.readEvents(block, visitor::event);
            }
        }
    }

    /** Returns a row of a block of sends as an event. */
    public Event.Send send(SendColumns c, int row) {
        Outcome outcome =
                reasons.outcome(c.outcome(row), c.outcome(row) == SendColumns.OK ? Event.NONE : c.reasons()[row]);
        boolean sourced = c.hasSources() && c.sourcePartitions()[row] != Event.NONE;
        return new Event.Send(
                new MessageId(c.session(), c.partition(), c.sequences()[row]),
                c.hasKeys() ? (int) c.keys()[row] : Event.NONE,
                c.hasTransactions() ? (int) c.transactions()[row] : Event.NONE,
                outcome,
                c.offsets()[row],
                sourced ? new PartitionOffset((int) c.sourcePartitions()[row], c.sourceOffsets()[row]) : null,
                c.invokeNanos()[row],
                c.completeNanos()[row]);
    }

    /** Returns a row of a block of settlements as an event. */
    public Event.Settlement settlement(SettlementColumns c, int row) {
        return reasons.settlement(c, row);
    }

    /** Returns a row of a block of deliveries as an event. */
    public static Event.Delivery delivery(DeliveryColumns c, int row) {
        return new Event.Delivery(
                c.consumer(),
                c.partition(),
                c.offsets()[row],
                new MessageId(c.sessions()[row], c.partition(), c.sequences()[row]),
                c.hasKeys() ? (int) c.keys()[row] : Event.NONE,
                c.hasTransactions() ? (int) c.transactions()[row] : Event.NONE,
                c.hasTags() ? c.tags()[row] : Event.NONE,
                c.hasTags() && c.redelivered()[row] != 0,
                c.invokeNanos()[row],
                c.completeNanos()[row]);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** Reads blocks for one thread: it keeps its buffers. */
    public final class Cursor {

        private final ColumnsCodec codec = new ColumnsCodec();
        private final ByteSource source = new ByteSource();
        private byte[] buffer = new byte[64 << 10];

        private Cursor() {}

        /** Fills {@code into} with a block of sends. */
        public void read(int block, SendColumns into) {
            load(block);
            decoding(block, () -> {
                into.reset(index.owner(block), index.partition(block));
                codec.read(source, index.rows(block), into);
            });
        }

        /** Fills {@code into} with a block of deliveries. */
        public void read(int block, DeliveryColumns into) {
            load(block);
            decoding(block, () -> {
                into.reset(index.owner(block), index.partition(block));
                codec.read(source, index.rows(block), into);
            });
        }

        /** Fills {@code into} with a block of settlements. */
        public void read(int block, SettlementColumns into) {
            load(block);
            decoding(block, () -> {
                into.reset(index.owner(block), index.partition(block));
                codec.read(source, index.rows(block), into);
            });
        }

        /** Shows the events of a block of events. */
        public void readEvents(int block, Consumer<Event> consumer) {
            load(block);
            decoding(block, () -> EventCodec.readAll(source, reasons, consumer));
        }

        private void eachEvent(Consumer<Event> consumer) {
            for (int block = 0; block < index.size(); block++) {
                if (index.isEvents(block)) {
                    readEvents(block, consumer);
                }
            }
        }

        private void decoding(int block, Runnable decoder) {
            try {
                decoder.run();
            } catch (CorruptHistoryException e) {
                throw new CorruptHistoryException("byte " + index.position(block) + ": " + e.getMessage());
            }
        }

        /** Reads a block's payload into this cursor's buffer and checks it; the merest way of reading a file. */
        public void load(int block) {
            int total = BlockHead.BYTES + index.length(block);
            if (buffer.length < total) {
                buffer = new byte[total * 2];
            }
            int read;
            try {
                read = store.read(index.position(block), buffer, 0, total);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            BlockHead head = read < total ? null : BlockHead.read(buffer, 0);
            if (head == null || head.length() != total - BlockHead.BYTES) {
                throw new CorruptHistoryException("byte " + index.position(block) + ": a block's head is damaged");
            }
            if (head.rows() != index.rows(block) || head.rows() > maxRows(block)) {
                throw new CorruptHistoryException("byte " + index.position(block) + ": a block has " + head.rows()
                        + " rows, expected " + index.rows(block));
            }
            if (BlockHead.crc(buffer, BlockHead.BYTES, head.length()) != head.payloadCrc()) {
                throw new CorruptHistoryException("byte " + index.position(block)
                        + ": a block's checksum is wrong: the file was damaged after it was written; restore it"
                        + " from a copy");
            }
            source.over(buffer, BlockHead.BYTES, head.length());
        }

        private int maxRows(int block) {
            return index.isEvents(block) ? Integer.MAX_VALUE : SendColumns.CAPACITY;
        }
    }
}
