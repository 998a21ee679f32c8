package io.waybill.history.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.RandomHistory;
import io.waybill.history.RecordedEvents;
import io.waybill.history.edn.SampleHistories;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.interchange.MalformedHistoryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, it is read or refused with a place: no other error ever reaches its user. */
class DamagedFilePropertyTest {

    private static final byte[] LIKELY = "{}[]()\":,#;\\_-9.\n \0\u00fftfn".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void damaged_operation_maps_are_read_or_refused() throws IOException {
        byte[] whole = Files.readAllBytes(SampleHistories.jepsen(directory.resolve("whole.edn"), 4, 30));

        for (int seed = 1; seed <= 800; seed++) {
            assertReadOrRefused(damaged(whole, seed), HistoryFormat.JEPSEN_EDN, seed);
        }
    }

    @Test
    void damaged_json_lines_are_read_or_refused() throws IOException {
        Path history = directory.resolve("whole");
        RandomHistory.write(RandomHistory.events(4, 60), history);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (HistoryReader reader = HistoryReader.open(history)) {
            HistoryExport.write(reader, HistoryFormat.JSONL, whole);
        }

        for (int seed = 1; seed <= 800; seed++) {
            assertReadOrRefused(damaged(whole.toByteArray(), seed), HistoryFormat.JSONL, seed);
        }
    }

    private void assertReadOrRefused(byte[] bytes, HistoryFormat format, int seed) throws IOException {
        Path file = Files.write(directory.resolve("damaged"), bytes);
        try (OpenHistory history = Histories.open(file, Optional.empty())) {
            assertThat(RecordedEvents.of(history.reader()))
                    .as("%s, seed %d", format, seed)
                    .isNotEmpty();
        } catch (MalformedHistoryException e) {
            assertThat(e).as("%s, seed %d", format, seed).hasMessageStartingWith(file.toString());
        }
    }

    private static byte[] damaged(byte[] whole, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = whole.clone();
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? LIKELY[random.nextInt(LIKELY.length)] : (byte) random.nextInt(256);
        }
        return Arrays.copyOf(bytes, length);
    }
}
