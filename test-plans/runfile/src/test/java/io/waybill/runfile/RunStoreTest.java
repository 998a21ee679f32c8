package io.waybill.runfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunStoreTest {

    @TempDir
    private Path directory;

    private RunStore store = new RunStore(Path.of(""));
    private Path oldest = Path.of("");
    private Path newest = Path.of("");
    private Path middle = Path.of("");

    @BeforeEach
    void three_runs_are_kept() throws IOException {
        store = new RunStore(directory.resolve(".waybill"));
        newest = RunPacking.pack(SomeRuns.directory(store.path(), "r-2f9c41", SomeRuns.BEGAN.plusSeconds(60)));
        middle = SomeRuns.directory(store.path(), "r-30aa17", SomeRuns.BEGAN.plusSeconds(30));
        oldest = RunPacking.pack(SomeRuns.directory(store.path(), "r-2f81aa", SomeRuns.BEGAN));
    }

    @Test
    void runs_are_listed_by_when_they_began_whenever_they_were_packed_or_copied() throws IOException {
        Files.createDirectories(store.path().resolve("broker"));
        Files.writeString(store.path().resolve("notes.waybill"), "PK");

        assertThat(store.newestFirst()).containsExactly(newest, middle, oldest);
    }

    @Test
    void of_a_directory_and_its_file_the_file_counts() throws IOException {
        SomeRuns.directory(store.path(), "r-2f9c41", SomeRuns.BEGAN);

        assertThat(store.newestFirst()).containsExactly(newest, middle, oldest);
        assertThat(store.find("r-2f9c41", directory)).containsExactly(newest);
    }

    @Test
    void a_run_is_found_by_its_id_by_the_beginning_of_it_and_by_its_path() throws IOException {
        assertThat(store.find("r-2f9c41", directory)).containsExactly(newest);
        assertThat(store.find("r-30aa17", directory)).containsExactly(middle);
        assertThat(store.find("r-30", directory)).containsExactly(middle);
        assertThat(store.find("2f9", directory)).containsExactly(newest);
        assertThat(store.find("latest", directory)).containsExactly(newest);
        assertThat(store.find(".waybill/r-2f81aa.waybill", directory)).containsExactly(oldest);
        assertThat(store.find(middle.toString(), directory)).containsExactly(middle);
        assertThat(store.find("2f", directory)).containsExactlyInAnyOrder(newest, oldest);
    }

    @Test
    void a_renamed_file_is_still_that_run() throws IOException {
        Path artifact = Files.move(newest, directory.resolve("ci-artifact.zip"));

        assertThat(store.find("ci-artifact.zip", directory)).containsExactly(artifact);
        try (KeptRun run = KeptRun.open(artifact)) {
            assertThat(run.id()).isEqualTo("r-2f9c41");
        }
    }

    @Test
    void what_is_no_run_is_not_found() throws IOException {
        Files.writeString(directory.resolve("lost-write.jsonl"), "{}");

        assertThat(store.find("lost-write.jsonl", directory)).isEmpty();
        assertThat(store.find("r-ffffff", directory)).isEmpty();
        assertThat(store.find("nowhere.waybill", directory)).isEmpty();
        assertThat(store.find(".", directory)).isEmpty();
        assertThat(new RunStore(directory.resolve("nowhere")).newestFirst()).isEmpty();
    }
}
