package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.system.ClusterFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching, with scripts in Maven's place. */
class KafkaInstallationTest {

    @TempDir
    private Path cache;

    private final List<String> progress = new ArrayList<>();

    @Test
    void what_was_fetched_is_complete_and_fetched_once() throws Exception {
        String maven = script("touch libs/b.jar libs/a.jar; echo x >> ../fetches");

        KafkaInstallation first = KafkaInstallation.ensure(cache, maven, progress::add);
        KafkaInstallation second = KafkaInstallation.ensure(cache, maven, progress::add);

        Path libs = cache.resolve("kafka-4.4.0/libs");
        assertThat(second).isEqualTo(first);
        assertThat(first.classPath()).isEqualTo(libs.resolve("a.jar") + ":" + libs.resolve("b.jar"));
        assertThat(cache.resolve("fetches")).hasContent("x");
        assertThat(progress).containsExactly("fetching Apache Kafka 4.4.0, about 43 MB, once");
    }

    @Test
    void a_fetch_that_fails_says_why_and_leaves_nothing_that_looks_complete() throws Exception {
        String maven = script("echo '[ERROR] Could not resolve artifacts'; touch libs/a.jar; exit 1");

        assertThatThrownBy(() -> KafkaInstallation.ensure(cache, maven, progress::add))
                .isInstanceOf(ClusterFailedException.class)
                .hasMessageStartingWith("cannot fetch org.apache.kafka:kafka_2.13:4.4.0 with mvn: check the network")
                .hasMessageEndingWith("[ERROR] Could not resolve artifacts");
        assertThat(cache.resolve("kafka-4.4.0")).doesNotExist();
    }

    @Test
    void a_missing_maven_is_named_with_the_fix() {
        assertThatThrownBy(() -> KafkaInstallation.ensure(cache, "no-such-mvn", progress::add))
                .isInstanceOf(ClusterFailedException.class)
                .hasMessage("cannot run no-such-mvn to fetch Apache Kafka: "
                        + "install Maven 3.8.7 or newer and put it on the path");
    }

    private String script(String body) throws IOException {
        Path file = Files.writeString(cache.resolve("mvn"), "#!/bin/sh\n" + body + "\n");
        boolean executable = file.toFile().setExecutable(true);
        assertThat(executable).isTrue();
        return file.toString();
    }
}
