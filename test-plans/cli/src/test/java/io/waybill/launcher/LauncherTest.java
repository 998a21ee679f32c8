package io.waybill.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private final Path folder;
    private final PretendedCheckout checkout;

    LauncherTest(@TempDir Path folder) {
        this.folder = folder;
        this.checkout = new PretendedCheckout(folder);
    }

    @Test
    void the_first_start_builds_and_says_so_on_stderr() {
        var first = checkout.run("check", "a file");

        assertThat(first.err()).contains("building it (first use)").contains("built in");
        assertThat(first.out()).contains("waybill.jar check a file").doesNotContain("building");
        assertThat(first.exitCode()).isZero();
    }

    @Test
    void the_second_start_does_not_build() {
        checkout.run();

        var second = checkout.run();

        assertThat(second.err()).isEmpty();
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void a_changed_source_is_built() {
        checkout.run();
        checkout.changeSource();

        var second = checkout.run();

        assertThat(second.err()).contains("building it (sources changed)");
    }

    @Test
    void a_deleted_source_is_built() {
        checkout.run();
        checkout.deleteSource();

        var second = checkout.run();

        assertThat(second.err()).contains("building it (sources changed)");
    }

    @Test
    void the_exit_code_of_the_command_is_passed_on() {
        checkout.withJava("openjdk version \"17.0.1\"", "exit 3");

        var ended = checkout.run();

        assertThat(ended.exitCode()).isEqualTo(3);
    }

    @Test
    void it_works_from_anywhere_through_links() throws IOException {
        var elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("far"), Path.of("../a check out/waybill"));
        var link = Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("far"));

        var ended = PretendedCheckout.end(checkout.start(link, elsewhere, "claims"));

        assertThat(ended.out()).contains(checkout.root() + "/target/launcher/").contains("waybill.jar claims");
    }

    @Test
    void a_failed_build_shows_the_errors_and_is_no_verdict() {
        checkout.withBuild("echo '[INFO] noise'; echo '[ERROR] Main.java:[1,1] what is wrong'; exit 1");

        var ended = checkout.run();

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("Main.java:[1,1] what is wrong").doesNotContain("noise");
    }

    @Test
    void what_failed_is_built_again() {
        checkout.withBuild("exit 1").run();
        checkout.withBuild("");

        var second = checkout.run("claims");

        assertThat(second.out()).contains("waybill.jar claims");
    }

    @Test
    void two_launches_at_once_build_once() {
        checkout.withBuild("sleep 1");
        var first = checkout.start(checkout.launcher(), checkout.root(), "first");
        var second = checkout.start(checkout.launcher(), checkout.root(), "second");

        var outputs = PretendedCheckout.end(first).out()
                + PretendedCheckout.end(second).out();

        assertThat(outputs).contains("waybill.jar first").contains("waybill.jar second");
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void the_lock_of_a_dead_launch_is_broken() throws IOException {
        var home = Files.createDirectories(checkout.root().resolve("target/launcher"));
        // No system gives a process this number.
        Files.createSymbolicLink(home.resolve("lock"), Path.of("999999999"));

        var ended = checkout.run("claims");

        assertThat(ended.out()).contains("waybill.jar claims");
    }

    @Test
    void a_launch_that_is_ended_while_it_builds_leaves_no_lock() throws IOException {
        checkout.withBuild("exec sleep 30");
        var process = checkout.start(checkout.launcher(), checkout.root());
        awaitLine(process.errorReader(), "building it");

        process.toHandle().destroy();
        var ended = PretendedCheckout.end(process);

        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(checkout.root().resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void a_signal_reaches_the_command() throws IOException {
        checkout.run();
        checkout.withJava("openjdk version \"17.0.1\"", "echo ready; exec sleep 30");
        var process = checkout.start(checkout.launcher(), checkout.root());
        awaitLine(process.inputReader(), "ready");

        process.toHandle().destroy();
        var ended = PretendedCheckout.end(process);

        assertThat(ended.exitCode()).isEqualTo(143);
    }

    @Test
    void a_running_command_keeps_its_jars_when_a_later_launch_builds() throws IOException {
        checkout.withJava("openjdk version \"17.0.1\"", "case \"$*\" in *stay*) echo ready; exec sleep 30;; esac");
        var process = checkout.start(checkout.launcher(), checkout.root(), "stay");
        awaitLine(process.inputReader(), "ready");
        checkout.changeSource();

        checkout.run();
        var kept = builds();
        process.toHandle().destroy();
        PretendedCheckout.end(process);
        checkout.changeSource();
        checkout.run();

        assertThat(kept).isEqualTo(2);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void an_old_java_is_refused() {
        checkout.withJava("openjdk version \"11.0.2\" 2019-01-15", "exit 0");

        var ended = checkout.run();

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("is version 11.0.2, needed is 17 or newer");
    }

    @Test
    void an_old_java_is_refused_also_when_another_one_has_built() {
        checkout.run();
        var old = folder.resolve("old");
        new PretendedCheckout(old).withJava("java version \"1.8.0_402\"", "exit 0");

        var ended = checkout.withEnvironment("JAVA_HOME", oldHome(old)).run();

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("is version 1.8.0_402");
    }

    @Test
    void an_old_maven_is_refused() {
        checkout.withMaven("Apache Maven 3.6.3 (x)\nJava version: 17.0.1, vendor: x", "");

        var ended = checkout.run();

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("mvn is version 3.6.3, needed is 3.8.7 or newer");
    }

    @Test
    void a_newer_maven_with_a_shorter_number_is_accepted() {
        checkout.withMaven("Apache Maven 3.10.0 (x)\nJava version: 21, vendor: x", "");

        var ended = checkout.run();

        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void a_wrong_java_home_is_named() {
        var ended = checkout.withEnvironment("JAVA_HOME", "/nowhere").run();

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err()).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void options_for_the_jvm_come_last_so_that_they_win() {
        var ended =
                checkout.withEnvironment("WAYBILL_JAVA_OPTS", "-Xmx7g -Dx=y").run("claims");

        assertThat(ended.out()).containsPattern("-Xmx7g -Dx=y -jar \\S+.* claims");
    }

    /** Gives the pretended tools of another checkout the shape of a JAVA_HOME. */
    private static String oldHome(Path old) {
        try {
            Files.createSymbolicLink(old.resolve("bin"), Path.of("tools"));
            return old.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long builds() throws IOException {
        try (var entries = Files.list(checkout.root().resolve("target/launcher"))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("build-"))
                    .count();
        }
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return;
            }
        }
        throw new IllegalStateException("the launcher ended without saying: " + part);
    }
}
