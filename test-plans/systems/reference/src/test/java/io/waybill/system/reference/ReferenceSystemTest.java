package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.system.ClusterSpec;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.Systems;
import io.waybill.system.TopicSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the system says of itself before anything is started. */
class ReferenceSystemTest {

    private final SystemUnderTest system = Systems.named("reference");

    @Test
    void what_its_nodes_know_is_accepted() {
        var spec = new ClusterSpec(3, Map.of("min.insync.replicas", "1"), List.of(new TopicSpec("orders", 1, 3)));

        assertThat(system.problems(spec)).isEmpty();
    }

    @Test
    void everything_that_its_nodes_would_refuse_is_said_before_they_start() {
        var unknown = new ClusterSpec(
                3,
                Map.of("min.insync.replica", "2"),
                List.of(new TopicSpec("orders", 1, 3, Map.of("retention.ms", "soon"))));
        var decided = new ClusterSpec(3, Map.of("log.dirs", "/tmp"), List.of());

        assertThat(system.problems(unknown)).anyMatch(problem -> problem.contains("\"min.insync.replicas\"?"));
        assertThat(system.problems(decided)).singleElement().asString().startsWith("log.dirs must not be given");
    }

    @Test
    void every_flaw_of_a_node_can_be_planted() {
        assertThat(system.flaws())
                .containsEntry("R1", "acks=all is answered when the leader has appended")
                .containsKeys("I2", "S1", "Q4");
    }
}
