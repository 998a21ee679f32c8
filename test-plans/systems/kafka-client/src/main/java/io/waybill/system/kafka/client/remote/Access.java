package io.waybill.system.kafka.client.remote;

import io.waybill.environment.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a cluster is reached that is there already. Its text names the settings and keeps their values to itself: some of
 * them are secrets.
 *
 * @param bootstrap where clients begin, at least one place
 * @param settings how clients prove who they are and how they encrypt, by Kafka's names; empty: they do neither
 */
public record Access(List<Endpoint> bootstrap, SortedMap<String, String> settings) {

    private static final List<String> FAMILIES = List.of("security.", "ssl.", "sasl.");

    /** Of connections too, though of no family. */
    private static final Set<String> OTHERS =
            Set.of("client.dns.lookup", "socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.max.ms");

    private static final Pattern SECRET = Pattern.compile("jaas|password|secret|key|token|credential");

    /** What stands in a line such as {@code … required username="u" password="p";}. */
    private static final Pattern ASSIGNED = Pattern.compile("=\\s*\"?([^\\s\";]+)");

    private static final String HIDDEN = "(hidden)";
    private static final String PROTOCOL = "security.protocol";
    private static final String PLAINTEXT = "PLAINTEXT";

    public Access {
        bootstrap = List.copyOf(bootstrap);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Returns the way to a cluster.
     *
     * @param bootstrap {@code host:port} with commas between them
     * @param settings by Kafka's names
     * @throws IllegalArgumentException with everything that is wrong, a line each
     */
    public static Access of(String bootstrap, Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        List<Endpoint> endpoints = new ArrayList<>();
        for (String each : bootstrap.split(",", -1)) {
            endpoint(each.strip(), endpoints, problems);
        }
        settings.keySet().stream()
                .filter(name -> !isOfConnections(name))
                .sorted()
                .map(name -> name + " says nothing of how to connect, and the plan decides the rest: leave it out"
                        + " (expected are security.*, ssl.*, sasl.* and " + String.join(", ", sorted(OTHERS)) + ")")
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new Access(endpoints, new TreeMap<>(settings));
    }

    private static void endpoint(String text, List<Endpoint> endpoints, List<String> problems) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                endpoints.add(new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with what is expected.
        }
        problems.add(
                "a cluster is reached at HOST:PORT with commas between them, port 1 to 65535, was \"" + text + "\"");
    }

    /** Returns whether a client's setting says how it connects: what a secret may be in, and a plan may not say. */
    static boolean isOfConnections(String name) {
        return FAMILIES.stream().anyMatch(name::startsWith) || OTHERS.contains(name);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /** Returns where clients begin, as they are told it. */
    public String bootstrapText() {
        return bootstrap.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** Returns whether nothing on the way is encrypted and nobody is asked who he is. */
    boolean isPlain() {
        return PLAINTEXT.equals(settings.getOrDefault(PROTOCOL, PLAINTEXT));
    }

    /** Returns a text of a client's without what it quotes of passwords and the like. */
    String withoutSecrets(String text) {
        String clean = text;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (SECRET.matcher(setting.getKey()).find()) {
                Matcher quoted = ASSIGNED.matcher(setting.getValue());
                while (quoted.find()) {
                    clean = clean.replace(quoted.group(1), HIDDEN);
                }
                clean = setting.getValue().isBlank() ? clean : clean.replace(setting.getValue(), HIDDEN);
            }
        }
        return clean;
    }

    /** Returns a client's settings with these below them. */
    Map<String, String> under(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(config);
        return all;
    }

    @Override
    public String toString() {
        return settings.isEmpty() ? bootstrapText() : bootstrapText() + " with " + settings.keySet();
    }
}
