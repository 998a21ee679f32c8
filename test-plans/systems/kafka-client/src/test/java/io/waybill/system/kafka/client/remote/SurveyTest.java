package io.waybill.system.kafka.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static Survey of(Map<Integer, Map<String, String>> settings) {
        SortedMap<Integer, SortedMap<String, String>> sorted = new TreeMap<>();
        settings.forEach((broker, each) -> sorted.put(broker, new TreeMap<>(each)));
        return new Survey("c1", List.copyOf(sorted.keySet()), Optional.of((short) 27), sorted, Optional.empty());
    }

    private static ClusterSpec wanting(Map<String, String> config, TopicSpec... topics) {
        return new ClusterSpec(3, config, List.of(topics));
    }

    @Test
    void a_cluster_that_is_as_the_plan_wants_it_will_do() {
        Survey survey = of(Map.of(0, Map.of("a", "1"), 7, Map.of("a", "1", "delete.topic.enable", "true")));

        assertThat(survey.problems(wanting(Map.of("a", "1"), new TopicSpec("orders", 3, 2))))
                .isEmpty();
        assertThat(survey.description()).isEqualTo("remote c1, 2 brokers, metadata version 27");
    }

    @Test
    void settings_that_differ_are_named_with_what_is_there() {
        Survey survey = of(Map.of(1, Map.of("a", "1", "b", "2"), 2, Map.of("b", "2"), 3, Map.of("a", "9", "b", "2")));

        assertThat(survey.problems(wanting(Map.of("a", "1", "b", "3"))))
                .singleElement()
                .asString()
                .contains("a=1 (1 on [1], 9 on [3], none on [2]), b=3 (here 2)");
    }

    @Test
    void more_replicas_than_brokers_and_more_in_sync_than_replicas_are_refused() {
        Survey survey = of(Map.of(1, Map.of()));

        assertThat(survey.problems(
                        wanting(Map.of(), new TopicSpec("orders", 1, 2, Map.of("min.insync.replicas", "3")))))
                .containsExactly(
                        "cluster.topics.orders.replicas must be at most 1, as many as there are brokers, was 2",
                        "cluster.topics.orders.config[min.insync.replicas] must be at most 2, as many as there are"
                                + " replicas, was 3");
    }

    @Test
    void a_cluster_that_lets_no_topic_be_deleted_is_refused() {
        Survey survey = of(Map.of(1, Map.of("delete.topic.enable", "false")));

        assertThat(survey.problems(wanting(Map.of())))
                .singleElement()
                .asString()
                .contains("delete.topic.enable=false");
    }

    @Test
    void a_cluster_that_keeps_its_settings_to_itself_is_refused_only_where_they_matter() {
        Survey silent =
                new Survey("c1", List.of(1), Optional.empty(), new TreeMap<>(), Optional.of("it is not allowed"));

        assertThat(silent.problems(wanting(Map.of()))).isEmpty();
        assertThat(silent.problems(wanting(Map.of("a", "1"))))
                .singleElement()
                .asString()
                .contains("[a]", "it is not allowed");
        assertThat(silent.replicaLag()).isEqualTo(Duration.ofSeconds(45));
        assertThat(of(Map.of(1, Map.of("replica.lag.time.max.ms", "4000"))).replicaLag())
                .isEqualTo(Duration.ofSeconds(6));
    }
}
