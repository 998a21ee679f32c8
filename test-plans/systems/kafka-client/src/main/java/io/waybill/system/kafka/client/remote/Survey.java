package io.waybill.system.kafka.client.remote;

import io.waybill.environment.Endpoint;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ReplicaLag;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;

/**
 * What a cluster said of itself before anything was asked of it.
 *
 * @param id the cluster's own name for itself
 * @param brokers the ids of its brokers, in ascending order
 * @param metadataVersion the level of {@code metadata.version} that its controllers live by; empty where they do not
 *     tell
 * @param settings each broker's settings
 * @param silence why it does not tell its settings; empty where it does
 */
record Survey(
        String id,
        List<Integer> brokers,
        Optional<Short> metadataVersion,
        SortedMap<Integer, SortedMap<String, String>> settings,
        Optional<String> silence) {

    private static final String DELETION = "delete.topic.enable";
    private static final String IN_SYNC = "min.insync.replicas";

    Survey {
        brokers = List.copyOf(brokers);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Asks a cluster.
     *
     * @throws ClusterFailedException where it cannot be reached or does not answer; the message may have several lines
     */
    static Survey of(Access access) {
        List<String> strangers = FirstContact.problems(access);
        if (!strangers.isEmpty()) {
            throw new ClusterFailedException(String.join("\n", strangers), null);
        }
        try (RemoteAdmin admin = RemoteAdmin.open(access)) {
            RemoteAdmin.Introduction introduction = admin.introduction();
            requireReachable(introduction.brokers());
            SortedMap<Integer, SortedMap<String, String>> settings = new TreeMap<>();
            Optional<String> silence = Optional.empty();
            try {
                introduction.brokers().forEach(each -> settings.put(each.id(), admin.settings(each)));
            } catch (ClusterFailedException e) {
                silence = Optional.ofNullable(e.getMessage());
            }
            return new Survey(
                    introduction.id(),
                    introduction.brokers().stream().map(Node::id).sorted().toList(),
                    metadataVersion(admin),
                    settings,
                    silence);
        }
    }

    private static void requireReachable(List<Node> brokers) {
        String lost = brokers.stream()
                .flatMap(each -> FirstContact.connecting(new Endpoint(each.host(), each.port())).stream()
                        .map(problem -> "broker " + each.id() + " is announced at " + each.host() + ":" + each.port()
                                + ", which cannot be reached from here: " + problem
                                + " (its advertised.listeners must name an address that clients can reach)"))
                .collect(Collectors.joining("\n"));
        if (!lost.isEmpty()) {
            throw new ClusterFailedException(lost, null);
        }
    }

    private static Optional<Short> metadataVersion(RemoteAdmin admin) {
        try {
            return Optional.ofNullable(admin.features().finalizedFeatures().get("metadata.version"))
                    .map(FinalizedVersionRange::maxVersionLevel);
        } catch (ClusterFailedException older) {
            return Optional.empty();
        }
    }

    /** Returns what it is: {@code remote Mk3OEYBSQ9mVdA, 3 brokers, metadata version 27}. */
    String description() {
        return "remote " + id + ", " + brokers.size() + (brokers.size() == 1 ? " broker" : " brokers")
                + metadataVersion.map(level -> ", metadata version " + level).orElse("");
    }

    /** Returns how long a replica may be behind and still count as in sync. */
    Duration replicaLag() {
        return settings.values().stream()
                .map(ReplicaLag::of)
                .max(Duration::compareTo)
                .orElse(ReplicaLag.of(Map.of()));
    }

    /** Returns why this cluster is not the one that a plan asks for, one sentence each; empty where it will do. */
    List<String> problems(ClusterSpec spec) {
        List<String> problems = new ArrayList<>();
        spec.topics().forEach(topic -> problems.addAll(problems(topic)));
        if (!spec.config().isEmpty()) {
            differences(spec.sortedConfig()).ifPresent(problems::add);
        }
        settings.forEach((broker, each) -> {
            if ("false".equals(each.get(DELETION))) {
                problems.add("broker " + broker + " has " + DELETION
                        + "=false, and a run removes its topics again: it must be true");
            }
        });
        return problems;
    }

    private List<String> problems(TopicSpec topic) {
        List<String> problems = new ArrayList<>();
        if (topic.replicas() > brokers.size()) {
            problems.add("cluster.topics." + topic.name() + ".replicas must be at most " + brokers.size()
                    + ", as many as there are brokers, was " + topic.replicas());
        }
        String inSync = topic.config().getOrDefault(IN_SYNC, "1");
        if (inSync.matches("\\d{1,4}") && Integer.parseInt(inSync) > topic.replicas()) {
            problems.add("cluster.topics." + topic.name() + ".config[" + IN_SYNC + "] must be at most "
                    + topic.replicas() + ", as many as there are replicas, was " + inSync);
        }
        return problems;
    }

    /** A broker's setting is in the hands of whoever runs it: either it is what the plan says, or the plan is wrong. */
    private Optional<String> differences(Map<String, String> config) {
        if (silence.isPresent()) {
            return Optional.of("the plan wants brokers with " + config.keySet()
                    + ", and whether they are so is not to be learned: " + silence.get());
        }
        String others = config.entrySet().stream()
                .filter(each -> !isEverywhere(each.getKey(), each.getValue()))
                .map(each -> each.getKey() + "=" + each.getValue() + " (" + found(each.getKey()) + ")")
                .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("the plan wants other brokers: " + others
                        + "; what is a topic's setting can be given to the topics (cluster.topics.*.config)");
    }

    private boolean isEverywhere(String name, String value) {
        return settings.values().stream().allMatch(each -> value.equals(each.get(name)));
    }

    private String found(String name) {
        SortedMap<String, List<Integer>> brokersByValue = new TreeMap<>();
        settings.forEach((broker, each) -> brokersByValue
                .computeIfAbsent(each.getOrDefault(name, "none"), value -> new ArrayList<>())
                .add(broker));
        return brokersByValue.size() == 1
                ? "here " + brokersByValue.firstKey()
                : brokersByValue.entrySet().stream()
                        .map(each -> each.getKey() + " on " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Returns the topics whose settings came out otherwise than they were asked for, one sentence each. */
    static List<String> overruled(RemoteAdmin admin, List<TopicSpec> topics) {
        List<String> overruled = new ArrayList<>();
        for (TopicSpec topic : topics) {
            Map<String, String> made = topic.config().isEmpty() ? Map.of() : admin.settings(topic.name());
            new TreeMap<>(topic.config()).forEach((name, value) -> {
                if (!value.equals(made.get(name))) {
                    overruled.add("topic " + topic.name() + " was to have " + name + "=" + value
                            + ", and was made with " + made.get(name));
                }
            });
        }
        return overruled;
    }
}
