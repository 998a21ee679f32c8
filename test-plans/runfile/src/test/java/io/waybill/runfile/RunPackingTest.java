package io.waybill.runfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.ReadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunPackingTest {

    @TempDir
    private Path store;

    private Path directory() throws IOException {
        return SomeRuns.directory(store, "r-2f9c41", SomeRuns.BEGAN);
    }

    private static Map<String, byte[]> content(Path run) throws IOException {
        Map<String, byte[]> content = new HashMap<>();
        try (KeptRun kept = KeptRun.open(run)) {
            for (String name : kept.names()) {
                content.put(name, kept.read(name));
            }
        }
        return content;
    }

    @Test
    void a_packed_run_is_one_file_with_all_that_was_in_its_directory() throws IOException {
        Path directory = directory();
        Map<String, byte[]> before = content(directory);

        Path file = RunPacking.pack(directory);

        assertThat(file).isEqualTo(store.resolve("r-2f9c41.waybill"));
        assertThat(store.toFile().list()).containsExactly("r-2f9c41.waybill");
        assertThat(content(file)).containsExactlyInAnyOrderEntriesOf(before);
        try (KeptRun run = KeptRun.open(file)) {
            assertThat(run.manifest()).contains(SomeRuns.manifest("r-2f9c41", SomeRuns.BEGAN));
            assertThat(run.configurations()).containsExactly("isr1", "isr2");
            assertThat(run.id()).isEqualTo("r-2f9c41");
        }
    }

    @Test
    void anybodys_zip_tool_reads_it_and_finds_the_manifest_first() throws IOException {
        Path file = RunPacking.pack(directory());

        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(names::add);
        }
        assertThat(names)
                .startsWith(KeptRun.MANIFEST, KeptRun.RESULT)
                .contains("isr1/history.waybill", "isr2/logs/n1.log");
    }

    @Test
    void a_history_is_read_where_it_lies_at_any_position() throws IOException {
        Path directory = directory();
        byte[] whole = Files.readAllBytes(directory.resolve("isr2/history.waybill"));

        Path file = RunPacking.pack(directory);

        try (KeptRun run = KeptRun.open(file);
                ReadStore store = run.history("isr2")) {
            byte[] part = new byte[100];
            assertThat(store.size()).isEqualTo(whole.length);
            assertThat(store.read(whole.length - 40, part, 7, 93)).isEqualTo(40);
            assertThat(List.of(part[7], part[46])).containsExactly(whole[whole.length - 40], whole[whole.length - 1]);
            assertThat(store.read(whole.length + 5, part, 0, 10)).isZero();
            assertThat(HistoryReader.over(run.history("isr2")).tear()).isEmpty();
        }
    }

    @Test
    void a_zip_may_have_more_files_than_sixteen_bits_count() throws IOException {
        byte[] history = Files.readAllBytes(directory().resolve("isr2/history.waybill"));
        Path file = SomeRuns.zip(store.resolve("many.waybill"), zip -> {
            for (int i = 0; i < 66_000; i++) {
                SomeRuns.stored(zip, "isr1/logs/" + i, new byte[0]);
            }
            SomeRuns.stored(zip, "isr2/history.waybill", history);
        });

        try (KeptRun run = KeptRun.open(file)) {
            assertThat(run.names()).hasSize(66_002);
            assertThat(run.read("isr2/history.waybill")).isEqualTo(history);
            assertThat(HistoryReader.over(run.history("isr2")).tear()).isEmpty();
        }
    }

    @Test
    void what_cannot_be_packed_stays_as_it_was() throws IOException {
        Path directory = directory();
        Files.createDirectories(store.resolve(".r-2f9c41.waybill.part/in-the-way"));
        Map<String, byte[]> before = content(directory);

        assertThatThrownBy(() -> RunPacking.pack(directory)).isInstanceOf(IOException.class);

        assertThat(content(directory)).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(RunPacking.target(directory)).doesNotExist();
    }

    @Test
    void a_directory_that_was_left_beside_its_file_goes_and_the_file_stays() throws IOException {
        Path file = RunPacking.pack(directory());
        byte[] packed = Files.readAllBytes(file);
        Path leftOver = Files.createDirectories(store.resolve("r-2f9c41"));
        Files.writeString(
                leftOver.resolve(KeptRun.MANIFEST),
                SomeRuns.manifest("r-2f9c41", SomeRuns.BEGAN).json());

        RunPacking.pack(leftOver);

        assertThat(leftOver).doesNotExist();
        assertThat(file).hasBinaryContent(packed);
    }

    @Test
    void another_run_is_never_overwritten() throws IOException {
        Path file = RunPacking.pack(directory());
        Files.move(file, store.resolve("r-000001.waybill"));
        Path other = SomeRuns.directory(store, "r-000001", SomeRuns.BEGAN);

        assertThatThrownBy(() -> RunPacking.pack(other))
                .isInstanceOf(DamagedRunException.class)
                .hasMessageContaining("it is run r-2f9c41, so r-000001 cannot be packed");

        assertThat(other.resolve("isr1/history.waybill")).exists();
    }

    @Test
    void a_run_that_was_killed_is_told_from_one_that_goes_on_and_from_one_that_is_older() throws IOException {
        Path killed = directory();
        Files.delete(killed.resolve(KeptRun.RESULT));
        Path goesOn = SomeRuns.directory(store, "r-000002", SomeRuns.BEGAN);
        Path older = Files.createDirectories(store.resolve("r-000003"));
        Files.writeString(older.resolve(KeptRun.RESULT), "{}");

        List<Path> left;
        try (RunLock lock = RunLock.take(goesOn).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(RunLock.isHeld(goesOn)).isTrue();
            assertThat(RunLock.take(goesOn)).isEqualTo(Optional.empty());
            left = RunPacking.killed(store);
        }

        assertThat(left).containsExactly(killed).doesNotContain(older);
        assertThat(RunLock.isHeld(goesOn)).isFalse();
        assertThat(content(RunPacking.pack(killed)))
                .containsKey("isr1/history.waybill")
                .doesNotContainKey(KeptRun.RESULT);
    }

    @Test
    void a_manifest_keeps_its_schema() throws IOException {
        String schema = Files.readString(Path.of("../../docs/schema/run-1.json"));

        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(SomeRuns.manifest("r-2f9c41", SomeRuns.BEGAN).json(), InputFormat.JSON);

        assertThat(problems).isEmpty();
    }
}
