package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Stage;
import io.waybill.system.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteKafkaTest {

    @TempDir
    private Path folder;

    /** What is written down is locked until the process ends: nobody else could ever remove it. */
    @Test
    void a_start_that_fails_before_topics_are_made_leaves_nothing_written_down() {
        Access access = Access.of("127.0.0.1:1", Map.of("security.protocol", "SECRET_HANDSHAKE"));
        Survey survey = new Survey("c1", List.of(1), Optional.empty(), new TreeMap<>(), Optional.empty());
        RemoteKafka kafka = new RemoteKafka(access, survey);
        ClusterSpec spec = new ClusterSpec(1, Map.of(), List.of(new TopicSpec("orders", 1, 1)));
        Stage stage =
                new Stage("r-000001", folder, folder, folder, Duration.ofSeconds(1), Stage.Wishes.NONE, progress -> {});

        assertThatThrownBy(() -> kafka.start(spec, stage))
                .isInstanceOf(ClusterFailedException.class)
                .hasMessageContaining("SECRET_HANDSHAKE");

        assertThat(folder.resolve("topics-of-runs").toFile().list()).isNullOrEmpty();
    }
}
