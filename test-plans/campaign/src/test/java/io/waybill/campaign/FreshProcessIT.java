package io.waybill.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed is the same run in another process: other hash codes, another compiler at work, no memory of this one. */
final class FreshProcessIT {

    private static final int MOST_SECONDS = 120;

    @TempDir
    private Path folder;

    private List<String> inAProcessOfItsOwn(Path java, String... options) throws IOException, InterruptedException {
        Path result = folder.resolve("hashes");
        List<String> command = new ArrayList<>();
        command.add(Javas.program(java));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Hashes.class.getName(), result.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(result);
    }

    static List<Path> javas() throws IOException {
        return Javas.thisAndNewer();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void a_seed_is_the_same_run_with_the_same_findings_in_another_process_of_this_java_and_of_a_newer_one(Path java)
            throws Exception {
        List<String> here = Hashes.all();

        List<String> there = inAProcessOfItsOwn(java);

        assertThat(there).isEqualTo(here);
    }

    @Test
    void a_seed_is_the_same_run_whatever_compiles_it() throws Exception {
        List<String> here = Hashes.all();

        List<String> there = inAProcessOfItsOwn(
                javas().get(0), "-XX:TieredStopAtLevel=1", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2");

        assertThat(there).isEqualTo(here);
    }
}
