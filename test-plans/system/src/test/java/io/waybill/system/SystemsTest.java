package io.waybill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemsTest {

    /** A system that exists on the test class path only. */
    public static final class Paper implements SystemUnderTest {
        @Override
        public String name() {
            return "paper";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Cluster start(ClusterSpec spec, Stage stage) {
            throw new ClusterFailedException("paper does not run", null);
        }
    }

    @Test
    void a_system_is_found_by_its_name() {
        assertThat(Systems.named("paper")).isInstanceOf(Paper.class);
    }

    @Test
    void an_unknown_name_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> Systems.named("papre"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown system \"papre\", expected one of paper");
    }

    @Test
    void a_topic_cannot_have_more_replicas_than_there_are_nodes() {
        List<TopicSpec> topics = List.of(new TopicSpec("orders", 4, 3));

        assertThatThrownBy(() -> new ClusterSpec(2, Map.of(), topics))
                .hasMessage("replicas of topic orders must be <= 2 nodes, was 3");
    }
}
