package io.waybill.server.process;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.config.Nearest;
import io.waybill.environment.Endpoint;
import io.waybill.server.net.NetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a configuration once, and gathers everything that is wrong with it. */
final class ConfigReading {

    private static final String BROKER = "broker";
    private static final String CONTROLLER = "controller";

    private final SortedMap<String, String> given;
    private final List<String> problems = new ArrayList<>();

    ConfigReading(SortedMap<String, String> given) {
        this.given = new TreeMap<>();
        given.forEach((name, value) -> this.given.put(name, value.strip()));
    }

    NodeConfig read() {
        int node = integer(NodeKeys.NODE_ID, null, 0);
        List<String> roles = roles();
        var addresses = new Addresses(given, problems);
        SortedMap<Integer, Endpoint> voters = addresses.nodes(NodeKeys.VOTERS);
        SortedMap<Integer, Endpoint> members = addresses.nodes(NodeKeys.MEMBERS);
        checkMembership(node, roles, voters, members);
        Endpoint client = addresses.client(roles.contains(BROKER));
        Map<Endpoint, Endpoint> bindings = addresses.bindings(client, voters.get(node), members.get(node));
        String clusterId = clusterId();
        Path folder = folder();
        // Who only votes has nothing to divide.
        int loops = integer(NodeKeys.LOOPS, roles.contains(BROKER) ? NodeConfig.usualLoops(1) : 1, 1);
        Endpoint metrics = addresses.metrics();
        NetSettings net = net().withBindings(bindings).withRoutes(addresses.routes(NodeKeys.ROUTES));
        SortedMap<String, String> broker = broker();
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        String rack = given.get(NodeKeys.RACK);
        return new NodeConfig(node, clusterId, client, voters, members, rack, folder, loops, metrics, net, broker);
    }

    private List<String> roles() {
        String text = required(NodeKeys.ROLES);
        if (text == null) {
            return List.of();
        }
        List<String> roles = Addresses.parts(text);
        boolean isKnown = roles.stream().allMatch(role -> role.equals(BROKER) || role.equals(CONTROLLER));
        if (roles.isEmpty() || !isKnown) {
            problems.add(NodeKeys.ROLES + " must be broker, controller or both with a comma, was " + text);
        }
        return roles;
    }

    private void checkMembership(
            int node, List<String> roles, SortedMap<Integer, Endpoint> voters, SortedMap<Integer, Endpoint> members) {
        if (!members.isEmpty() && !members.containsKey(node)) {
            problems.add(NodeKeys.MEMBERS + " must have this node, " + node + ", has " + members.keySet());
        }
        boolean isController = roles.contains(CONTROLLER);
        if (!voters.isEmpty() && !roles.isEmpty() && voters.containsKey(node) != isController) {
            problems.add(
                    isController
                            ? NodeKeys.VOTERS + " must have this controller, " + node + ", has " + voters.keySet()
                            : NodeKeys.VOTERS + " must not have node " + node + ", which is no controller");
        }
        if (!members.isEmpty() && !members.keySet().containsAll(voters.keySet())) {
            problems.add(NodeKeys.MEMBERS + " must have every voter, " + voters.keySet() + ", has " + members.keySet());
        }
    }

    private String clusterId() {
        String text = required(NodeKeys.CLUSTER_ID);
        if (text == null) {
            return "";
        }
        if (!text.matches("[A-Za-z0-9_-]{1,64}")) {
            problems.add(NodeKeys.CLUSTER_ID + " must be 1 to 64 letters, digits, - and _, was " + text);
        }
        return text;
    }

    private Path folder() {
        String text = given.get(NodeKeys.LOG_DIRS);
        if (text == null) {
            text = given.get(NodeKeys.LOG_DIR);
        } else if (given.containsKey(NodeKeys.LOG_DIR)) {
            problems.add(NodeKeys.LOG_DIRS + " and " + NodeKeys.LOG_DIR + " must not both be given");
        }
        if (text == null || text.isEmpty()) {
            problems.add(NodeKeys.LOG_DIRS + " must be given");
            return Path.of("");
        }
        if (text.contains(",")) {
            problems.add(NodeKeys.LOG_DIRS + " must be one folder, was " + text);
        }
        return Path.of(text);
    }

    private NetSettings net() {
        NetSettings standard = NetSettings.STANDARD;
        return new NetSettings(
                Map.of(),
                Map.of(),
                integer(NodeKeys.REQUEST_MAX_BYTES, standard.maxRequestBytes(), 1),
                integer(NodeKeys.QUEUED_MAX_BYTES, (int) standard.queuedRequestBytes(), 1),
                integer(NodeKeys.MAX_CONNECTIONS, standard.maxConnections(), 1),
                millis(NodeKeys.MAX_IDLE_MS, standard.maxIdle()),
                millis(NodeKeys.SETUP_TIMEOUT_MS, standard.connectTimeout()),
                integer(NodeKeys.BACKLOG, standard.backlog(), 1),
                buffer(NodeKeys.SEND_BUFFER, standard.sendBufferBytes()),
                buffer(NodeKeys.RECEIVE_BUFFER, standard.receiveBufferBytes()));
    }

    private Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(integer(name, (int) otherwise.toMillis(), 1));
    }

    /** Returns a size, or -1, which leaves it to the system. */
    private int buffer(String name, int otherwise) {
        int bytes = integer(name, otherwise, -1);
        if (bytes == 0) {
            problems.add(name + " must be >= 1, or -1 for the system's choice, was 0");
            return otherwise;
        }
        return bytes;
    }

    private SortedMap<String, String> broker() {
        var broker = new TreeMap<String, String>();
        given.forEach((name, value) -> {
            if (!NodeKeys.ALL.contains(name)) {
                problem(name, value);
                broker.put(name, value);
            }
        });
        return broker;
    }

    private void problem(String name, String value) {
        if (ConfigVocabulary.find(ConfigScope.CLUSTER, name).isPresent()) {
            ConfigVocabulary.problem(ConfigScope.CLUSTER, name, value).ifPresent(problems::add);
            return;
        }
        List<String> known = new ArrayList<>(NodeKeys.ALL);
        ConfigVocabulary.all(ConfigScope.CLUSTER).stream().map(ConfigKey::name).forEach(known::add);
        problems.add("unknown configuration \"" + name + "\""
                + Nearest.to(name, known)
                        .map(near -> ", did you mean \"" + near + "\"?")
                        .orElse(""));
    }

    private @Nullable String required(String name) {
        String text = given.get(name);
        if (text == null || text.isEmpty()) {
            problems.add(name + " must be given");
            return null;
        }
        return text;
    }

    /** Returns a number; some number where something is wrong with it. */
    private int integer(String name, @Nullable Integer otherwise, int least) {
        if (otherwise != null && !given.containsKey(name)) {
            return otherwise;
        }
        String text = required(name);
        if (text == null) {
            return least;
        }
        try {
            int number = Integer.parseInt(text);
            if (number < least) {
                problems.add(name + " must be >= " + least + ", was " + text);
            }
            return Math.max(number, least);
        } catch (NumberFormatException e) {
            problems.add(name + " must be a whole number of 32 bits, was " + text);
            return least;
        }
    }
}
