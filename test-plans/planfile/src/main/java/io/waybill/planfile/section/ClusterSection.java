package io.waybill.planfile.section;

import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Place;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.YamlEmitter;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cluster and its topics. */
public final class ClusterSection {

    static final Form<Map<String, Placed<String>>> CONFIG = Nested.map(
                    "the name of a setting", "[A-Za-z0-9._-]+", Scalars.VERBATIM)
            .defined("settings");

    private static final Form<String> BROKER = Scalars.text("a broker", "[a-z0-9]+(?:-[a-z0-9]+)*", "such as kafka");
    private static final Field<List<String>> BROKERS = Field.optional(
            "broker",
            Nested.listOr(Nested.list(BROKER), BROKER.as(List::of)),
            "What it runs on: kafka, reference; several: the usual one first. The same for all configurations.");
    private static final Field<String> IMAGE =
            Field.later("image", Scalars.TEXT, "in containers the image is that of our own broker");
    private static final Field<Integer> NODES =
            Field.optional("nodes", Scalars.integer(1, 9), "How many nodes. Default: 3.");
    private static final Field<Map<String, Placed<String>>> SETTINGS =
            Field.optional("config", CONFIG, "The broker's settings, verbatim: min.insync.replicas: 2.");
    private static final Field<Integer> PARTITIONS =
            Field.optional("partitions", Scalars.integer(1, 1000), "How many partitions. Default: 1.");
    private static final Field<Integer> REPLICAS =
            Field.optional("replicas", Scalars.integer(1, 9), "How many nodes hold each. Default: 3, or all nodes.");
    private static final Field<Map<String, Placed<String>>> TOPIC_CONFIG =
            Field.optional("config", CONFIG, "The topic's own settings, verbatim.");
    private static final Field<Map<String, Placed<Values>>> TOPICS = Field.optional(
            "topics",
            Nested.map(
                    "the name of a topic",
                    "[A-Za-z0-9._-]{1,249}",
                    ObjectForm.of("topic", PARTITIONS, REPLICAS, TOPIC_CONFIG).defined("topic")),
            "The topics that are there before the first client: orders: {partitions: 2, replicas: 3}.");

    /** The section. */
    public static final Form<Values> FORM =
            ObjectForm.of("cluster", BROKERS, IMAGE, NODES, SETTINGS, TOPICS).defined("cluster");

    private static final int USUAL_NODES = 3;

    private ClusterSection() {}

    /** Returns the systems that the section names; empty where it names none. */
    public static List<String> systems(Values values) {
        return values.get(BROKERS, List.of());
    }

    /** Returns where it names them. */
    public static Place systemsPlace(Values values) {
        return values.place(BROKERS);
    }

    /** Returns the cluster that the section means. */
    public static Optional<ClusterSpec> cluster(Values values, Problems problems) {
        int nodes = values.get(NODES, USUAL_NODES);
        List<TopicSpec> topics = new ArrayList<>();
        int before = problems.count();
        values.get(TOPICS, Map.of()).forEach((name, topic) -> {
            int replicas = topic.value().get(REPLICAS, Math.min(USUAL_NODES, nodes));
            if (replicas > nodes) {
                problems.add(
                        topic.value().place(REPLICAS),
                        "replicas of topic " + name + " must be <= " + nodes + " nodes, was " + replicas);
            }
            topics.add(new TopicSpec(
                    name,
                    topic.value().get(PARTITIONS, 1),
                    replicas,
                    texts(topic.value().get(TOPIC_CONFIG, Map.of()))));
        });
        return problems.count() == before
                ? Optional.of(new ClusterSpec(nodes, texts(values.get(SETTINGS, Map.of())), topics))
                : Optional.empty();
    }

    static Map<String, String> texts(Map<String, Placed<String>> placed) {
        Map<String, String> texts = new TreeMap<>();
        placed.forEach((key, value) -> texts.put(key, value.value()));
        return texts;
    }

    /** Returns the map that means a cluster. */
    public static Map<String, Object> text(ClusterSpec cluster) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("nodes", cluster.nodes());
        putConfig(map, cluster.config());
        Map<String, Object> topics = new LinkedHashMap<>();
        for (TopicSpec topic : cluster.topics()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("partitions", topic.partitions());
            one.put("replicas", topic.replicas());
            putConfig(one, topic.config());
            topics.put(topic.name(), one);
        }
        map.put("topics", topics);
        return map;
    }

    static void putConfig(Map<String, Object> map, Map<String, String> config) {
        if (!config.isEmpty()) {
            Map<String, Object> written = new TreeMap<>();
            config.forEach((name, value) -> written.put(
                    name, value.matches("true|false|0|-?[1-9][0-9]{0,17}") ? new YamlEmitter.Verbatim(value) : value));
            map.put("config", written);
        }
    }
}
