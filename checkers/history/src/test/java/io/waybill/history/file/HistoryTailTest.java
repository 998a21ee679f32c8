package io.waybill.history.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTailTest {

    @Test
    void a_file_that_grows_byte_by_byte_is_shown_block_by_block_each_once() throws IOException {
        byte[] whole = written(true);
        ByteStore growing = ByteStore.inMemory();
        Seen seen = new Seen();
        HistoryTail tail = HistoryTail.over(growing);

        for (byte next : whole) {
            growing.append(ByteBuffer.wrap(new byte[] {next}));
            tail.advance(seen);
        }

        assertThat(seen.blocks).isEqualTo(wholly(whole));
        assertThat(tail.isEnded()).isTrue();
    }

    @Test
    void a_history_that_was_not_closed_does_not_end() throws IOException {
        byte[] unclosed = written(false);
        Seen seen = new Seen();
        HistoryTail tail = HistoryTail.over(store(unclosed));

        tail.advance(seen);

        assertThat(seen.blocks).isEqualTo(wholly(unclosed));
        assertThat(tail.isEnded()).isFalse();
        assertThat(tail.position()).isEqualTo(unclosed.length);
    }

    @Test
    void a_last_block_that_is_not_whole_is_not_there_yet() throws IOException {
        byte[] unclosed = written(false);
        byte[] torn = Arrays.copyOf(unclosed, unclosed.length - 1);
        Seen seen = new Seen();

        HistoryTail.over(store(torn)).advance(seen);

        List<String> blocks = wholly(unclosed);
        assertThat(seen.blocks).isEqualTo(blocks.subList(0, blocks.size() - 1));
    }

    @Test
    void a_damaged_block_with_others_behind_it_is_refused_with_its_place() throws IOException {
        byte[] damaged = written(true);
        damaged[FileHead.BYTES + BlockHead.BYTES] ^= 1;

        assertThatThrownBy(() -> HistoryTail.over(store(damaged)).advance(new Seen()))
                .isInstanceOf(CorruptHistoryException.class)
                .hasMessageContaining("byte 64: a block's checksum is wrong");
    }

    @Test
    void what_is_no_history_is_refused() {
        byte[] text = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> HistoryTail.over(store(text)).advance(new Seen()))
                .isInstanceOf(CorruptHistoryException.class)
                .hasMessageContaining("not a Waybill history");
    }

    private static byte[] written(boolean close) throws IOException {
        ByteStore store = ByteStore.inMemory();
        HistoryWriter writer = HistoryWriter.over(store);
        writer.write(new Event.PartitionDefined(0, "orders", 0, Event.PartitionKind.LOG));
        writer.write(new Event.PartitionDefined(1, "work", 0, Event.PartitionKind.QUEUE));
        for (int i = 0; i < 30; i++) {
            MessageId message = new MessageId(0, 0, i);
            Outcome outcome = i % 7 == 0 ? Outcome.info("no reply") : Outcome.ok();
            writer.write(new Event.Send(message, -1, -1, outcome, i, null, 10 * i, 10 * i + 5));
            writer.write(new Event.Delivery(0, 0, i, message, -1, -1, -1, false, 10 * i, 10 * i + 7));
            writer.write(new Event.Settlement(
                    0,
                    new MessageId(0, 1, i),
                    i,
                    Event.SettlementKind.ACK,
                    Outcome.fail("channel closed"),
                    10 * i,
                    10 * i + 1));
            if (i % 4 == 0) {
                writer.flush();
            }
        }
        writer.flush();
        if (close) {
            writer.close();
        }
        return bytes(store);
    }

    private static byte[] bytes(ByteStore store) throws IOException {
        byte[] bytes = new byte[(int) store.size()];
        store.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static ByteStore store(byte[] bytes) throws IOException {
        ByteStore store = ByteStore.inMemory();
        store.append(ByteBuffer.wrap(bytes));
        return store;
    }

    /** Returns what the reader of whole files shows. */
    private static List<String> wholly(byte[] bytes) throws IOException {
        try (HistoryReader reader = HistoryReader.over(store(bytes))) {
            Seen seen = new Seen();
            reader.visit(seen);
            return seen.blocks;
        }
    }

    private static final class Seen implements HistoryVisitor {
        private final List<String> blocks = new ArrayList<>();

        @Override
        public void sends(SendColumns sends) {
            blocks.add("sends " + Arrays.toString(Arrays.copyOf(sends.sequences(), sends.rows())));
        }

        @Override
        public void deliveries(DeliveryColumns deliveries) {
            blocks.add("deliveries " + Arrays.toString(Arrays.copyOf(deliveries.offsets(), deliveries.rows())));
        }

        @Override
        public void event(Event event) {
            blocks.add(event.toString());
        }
    }
}
