package io.waybill.server.process;

import io.waybill.environment.Endpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where nodes are found, and where this one listens. */
final class Addresses {

    /** The listener for brokers, where the node is a controller. */
    private static final String CONTROLLER = "CONTROLLER";
    /** The listener for members of the quorum. */
    private static final String QUORUM = "QUORUM";

    private static final String EVERYWHERE = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Pattern LISTENER =
            Pattern.compile("([A-Za-z][A-Za-z0-9_]*)://([^:/]*|\\[[^]]*]):([0-9]{1,5})");
    private static final Pattern METRICS = Pattern.compile("([^:/]*|\\[[^]]*]):([0-9]{1,5})");
    private static final Pattern PLACE = Pattern.compile("([^:/@]+|\\[[^]]*]):([0-9]{1,5})");
    private static final Pattern NODE = Pattern.compile("([0-9]{1,9})@([^:/@]+|\\[[^]]*]):([0-9]{1,5})");

    private final List<String> problems;
    private final SortedMap<String, String> given;
    private final SortedMap<String, Endpoint> listeners;
    private final SortedMap<String, Endpoint> advertised;

    Addresses(SortedMap<String, String> given, List<String> problems) {
        this.given = given;
        this.problems = problems;
        this.listeners = listeners(NodeKeys.LISTENERS);
        this.advertised = listeners(NodeKeys.ADVERTISED);
        if (clientNames(listeners).size() > 1) {
            problems.add(NodeKeys.LISTENERS + " must have one listener for clients, has " + clientNames(listeners));
        }
        advertised.keySet().stream()
                .filter(name -> !listeners.containsKey(name))
                .forEach(name -> problems.add(
                        NodeKeys.ADVERTISED + " has " + name + ", which is not among the " + NodeKeys.LISTENERS));
    }

    /** Returns the nodes of a list such as {@code 1@host:9093,2@host:9094}. */
    SortedMap<Integer, Endpoint> nodes(String name) {
        var nodes = new TreeMap<Integer, Endpoint>();
        String text = given.getOrDefault(name, "");
        if (text.isEmpty()) {
            problems.add(name + " must be given");
        }
        for (String part : parts(text)) {
            Matcher matcher = NODE.matcher(part);
            Optional<Endpoint> endpoint = matcher.matches() ? endpoint(matcher) : Optional.empty();
            if (endpoint.isEmpty()) {
                problems.add(name + " must be such as 1@host:9093,2@host:9093, has " + part);
            } else if (nodes.put(Integer.parseInt(matcher.group(1)), endpoint.get()) != null) {
                problems.add(name + " must have a node once, has " + matcher.group(1) + " more often");
            }
        }
        return nodes;
    }

    /** Returns where the node is announced to clients; null where it is no broker, or something is wrong. */
    @Nullable
    Endpoint client(boolean isBroker) {
        List<String> names = clientNames(listeners);
        if (!isBroker) {
            if (!names.isEmpty()) {
                problems.add(NodeKeys.LISTENERS + " must have none for clients where process.roles has no broker, has "
                        + names);
            }
            return null;
        }
        if (names.isEmpty()) {
            problems.add(NodeKeys.LISTENERS + " must have one for clients, such as PLAINTEXT://host:9092");
            return null;
        }
        Endpoint announced = advertised.getOrDefault(names.get(0), listeners.get(names.get(0)));
        if (announced != null && announced.host().equals(EVERYWHERE)) {
            problems.add(NodeKeys.ADVERTISED + " must say by which address clients find " + names.get(0)
                    + ", which listens everywhere");
        }
        return announced;
    }

    /** Returns where metrics are told; on loopback where no host is named, null where nothing is said of it. */
    @Nullable
    Endpoint metrics() {
        String text = given.getOrDefault(NodeKeys.METRICS, "");
        if (text.isEmpty()) {
            return null;
        }
        Matcher matcher = METRICS.matcher(text);
        Optional<Endpoint> endpoint =
                matcher.matches() ? endpoint(matcher.group(1), matcher.group(2), LOOPBACK) : Optional.empty();
        if (endpoint.isEmpty()) {
            problems.add(NodeKeys.METRICS + " must be such as 127.0.0.1:9404, or :9404 on loopback, was " + text);
        }
        return endpoint.orElse(null);
    }

    /** Returns where to listen for what is announced otherwise. */
    Map<Endpoint, Endpoint> bindings(
            @Nullable Endpoint client, @Nullable Endpoint controller, @Nullable Endpoint quorum) {
        var bindings = new LinkedHashMap<Endpoint, Endpoint>();
        clientNames(listeners).forEach(name -> bind(bindings, client, name));
        bind(bindings, controller, CONTROLLER);
        bind(bindings, quorum, QUORUM);
        return bindings;
    }

    private void bind(Map<Endpoint, Endpoint> bindings, @Nullable Endpoint announced, String name) {
        Endpoint listened = listeners.get(name);
        if (announced != null && listened != null && !announced.equals(listened)) {
            bindings.put(announced, listened);
        }
    }

    /** Returns which address is reached through which other, from a list such as {@code host:9092>proxy:21000}. */
    Map<Endpoint, Endpoint> routes(String name) {
        var routes = new LinkedHashMap<Endpoint, Endpoint>();
        for (String part : parts(given.getOrDefault(name, ""))) {
            List<Endpoint> ends = Arrays.stream(part.split(">", -1))
                    .map(PLACE::matcher)
                    .filter(Matcher::matches)
                    .flatMap(matcher -> endpoint(matcher.group(1), matcher.group(2), EVERYWHERE).stream())
                    .toList();
            if (ends.size() != 2 || part.chars().filter(letter -> letter == '>').count() != 1) {
                problems.add(name + " must be such as host:9092>proxy:21000,host:9093>proxy:21001, has " + part);
            } else if (routes.put(ends.get(0), ends.get(1)) != null) {
                problems.add(name + " must have an address once, has " + ends.get(0) + " more often");
            }
        }
        return routes;
    }

    static List<String> parts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static List<String> clientNames(SortedMap<String, Endpoint> listeners) {
        return listeners.keySet().stream()
                .filter(name -> !name.equals(CONTROLLER) && !name.equals(QUORUM))
                .toList();
    }

    private SortedMap<String, Endpoint> listeners(String name) {
        var listeners = new TreeMap<String, Endpoint>();
        for (String part : parts(given.getOrDefault(name, ""))) {
            Matcher matcher = LISTENER.matcher(part);
            Optional<Endpoint> endpoint = matcher.matches() ? endpoint(matcher) : Optional.empty();
            if (endpoint.isEmpty()) {
                problems.add(name + " must be such as PLAINTEXT://host:9092, has " + part);
            } else if (listeners.put(matcher.group(1), endpoint.get()) != null) {
                problems.add(name + " must have a listener once, has " + matcher.group(1) + " more often");
            }
        }
        return listeners;
    }

    private static Optional<Endpoint> endpoint(Matcher matcher) {
        return endpoint(matcher.group(2), matcher.group(3), EVERYWHERE);
    }

    private static Optional<Endpoint> endpoint(String hostText, String portText, String otherwise) {
        String host = hostText.replace("[", "").replace("]", "");
        int port = Integer.parseInt(portText);
        return port < 1 || port > 65_535
                ? Optional.empty()
                : Optional.of(new Endpoint(host.isEmpty() ? otherwise : host, port));
    }
}
