package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicLedgerTest {

    @TempDir
    private Path directory;

    private final TopicNames names = TopicNames.ofRun("r-000001");

    private TopicLedger open(String cluster) {
        return TopicLedger.open(directory, cluster, names, List.of("a", "b"));
    }

    private List<List<String>> sweep(String cluster) {
        List<List<String>> swept = new ArrayList<>();
        TopicLedger.sweep(directory, cluster, swept::add);
        return swept;
    }

    @Test
    void the_topics_of_a_run_that_lives_are_nobodys_to_remove() {
        try (TopicLedger living = open("c1")) {
            assertThat(sweep("c1")).isEmpty();
            living.remove();
        }
        assertThat(sweep("c1")).isEmpty();
    }

    @Test
    void what_a_run_left_is_handed_over_once() {
        open("c1").close();

        assertThat(sweep("c1")).containsExactly(List.of("a", "b"));
        assertThat(sweep("c1")).isEmpty();
    }

    @Test
    void what_could_not_be_removed_is_kept_for_the_next_time() {
        open("c1").close();

        assertThatThrownBy(() -> TopicLedger.sweep(directory, "c1", topics -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");

        assertThat(sweep("c1")).hasSize(1);
    }

    @Test
    void the_topics_of_another_cluster_are_left_alone() {
        open("c1").close();

        assertThat(sweep("c2")).isEmpty();
        assertThat(sweep("c")).isEmpty();
        assertThat(sweep("c1")).hasSize(1);
    }

    @Test
    void two_runs_have_different_names() {
        assertThat(TopicNames.ofRun("r-000001").prefix())
                .startsWith("waybill-r-000001-")
                .isNotEqualTo(names.prefix());
    }
}
