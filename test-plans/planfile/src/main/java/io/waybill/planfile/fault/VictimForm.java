package io.waybill.planfile.fault;

import io.waybill.fault.Partition;
import io.waybill.fault.Victim;
import io.waybill.planfile.form.Definitions;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a fault hits: {@code leader(orders)}, {@code any}, {@code n2}.
 *
 * <p>{@code orders} in it is the first partition of that topic, {@code orders-0}; the others are {@code orders-1} and
 * so on. A topic whose own name ends so is named with its partition: {@code shop-2-0}.
 */
final class VictimForm implements Form<Victim> {

    /** The one form of all victims. */
    static final Form<Victim> VICTIM = new VictimForm();

    private static final Map<String, Function<Partition, Victim>> OF_PARTITION = ofPartition();
    private static final Map<String, Victim> PLAIN = plain();
    private static final Pattern NODE = Pattern.compile("n([1-9][0-9]{0,2})");
    private static final Pattern CALL = Pattern.compile("([a-z-]+)\\((.+)\\)");
    private static final Pattern NUMBERED = Pattern.compile("(.+)-([0-9]{1,6})");
    private static final String BUT = "everyone-but";
    private static final String CLIENTS = "clients";

    private VictimForm() {}

    private static Map<String, Function<Partition, Victim>> ofPartition() {
        Map<String, Function<Partition, Victim>> words = new LinkedHashMap<>();
        words.put("leader", Victim.Leader::new);
        words.put("followers", Victim.Followers::new);
        words.put("follower", Victim.Follower::new);
        words.put("isr", Victim.InSyncReplica::new);
        words.put("lagging", Victim.LaggingReplica::new);
        return words;
    }

    private static Map<String, Victim> plain() {
        Map<String, Victim> words = new LinkedHashMap<>();
        words.put("any", Victim.any());
        words.put("all", Victim.all());
        words.put("minority", Victim.minority());
        words.put("controller", Victim.quorumLeader());
        words.put("controller-follower", Victim.quorumFollower());
        words.put("controllers", Victim.controllers());
        words.put(CLIENTS, Victim.clients());
        return words;
    }

    @Override
    public Optional<Victim> read(Tree tree, Problems problems) {
        if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.ScalarType.TEXT) {
            problems.add(tree.place(), "this is " + tree.kind() + ", expected a target", "such as leader(orders)");
            return Optional.empty();
        }
        Optional<Victim> victim = victim(scalar.text());
        if (victim.isEmpty()) {
            problems.add(scalar.place(), "\"" + scalar.text() + "\" is not a target", hint(scalar.text()));
        }
        return victim;
    }

    private static Optional<Victim> victim(String text) {
        Matcher node = NODE.matcher(text);
        if (node.matches()) {
            return Optional.of(Victim.node(Integer.parseInt(node.group(1))));
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return Optional.ofNullable(PLAIN.get(text));
        }
        String inside = call.group(2);
        if (call.group(1).equals(BUT)) {
            return inside.startsWith(BUT) ? Optional.empty() : victim(inside).map(Victim::everyoneBut);
        }
        if (!inside.matches("[A-Za-z0-9._-]+")) {
            return Optional.empty();
        }
        return call.group(1).equals(CLIENTS)
                ? Optional.of(Victim.clients(inside))
                : Optional.ofNullable(OF_PARTITION.get(call.group(1))).map(each -> each.apply(partition(inside)));
    }

    /** Returns the partition that is named so. */
    static Partition partition(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        return numbered.matches()
                ? new Partition(numbered.group(1), Integer.parseInt(numbered.group(2)))
                : new Partition(text, 0);
    }

    private static String hint(String text) {
        List<String> words = new ArrayList<>(OF_PARTITION.keySet());
        words.addAll(PLAIN.keySet());
        words.add(BUT);
        words.add("n1");
        String name = text.contains("(") ? text.substring(0, text.indexOf('(')) : text;
        String one = "one of " + String.join(", ", words);
        if (OF_PARTITION.containsKey(name)) {
            return "it needs a topic: " + name + "(orders)";
        }
        return Similar.to(name, words)
                .map(each -> "did you mean " + each
                        + (OF_PARTITION.containsKey(each) && !text.contains("(") ? "(TOPIC)" : "") + "?")
                .orElse(one);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return definitions.reference("victim", () -> {
            String topic = "\\([A-Za-z0-9._-]+\\)";
            String simple = "n[1-9][0-9]{0,2}|(?:" + String.join("|", OF_PARTITION.keySet()) + ")" + topic + "|(?:"
                    + String.join("|", PLAIN.keySet()) + ")|" + CLIENTS + topic;
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("description", "Whom it hits: leader(orders), followers(orders-1), any, all, controller, n2 …");
            schema.put("type", "string");
            schema.put("pattern", "^(?:" + simple + "|" + BUT + "\\((?:" + simple + ")\\))$");
            return schema;
        });
    }

    /** Returns the text that means a victim. */
    static String text(Victim victim) {
        return victim.match(new VictimText());
    }

    /** Each victim as it is written. */
    private static final class VictimText implements Victim.Cases<String> {

        @Override
        public String leader(Victim.Leader leader) {
            return "leader(" + leader.partition().name() + ")";
        }

        @Override
        public String followers(Victim.Followers followers) {
            return "followers(" + followers.partition().name() + ")";
        }

        @Override
        public String follower(Victim.Follower follower) {
            return "follower(" + follower.partition().name() + ")";
        }

        @Override
        public String inSyncReplica(Victim.InSyncReplica replica) {
            return "isr(" + replica.partition().name() + ")";
        }

        @Override
        public String laggingReplica(Victim.LaggingReplica replica) {
            return "lagging(" + replica.partition().name() + ")";
        }

        @Override
        public String node(Victim.Node node) {
            return "n" + node.id();
        }

        @Override
        public String all(Victim.All all) {
            return "all";
        }

        @Override
        public String any(Victim.Any any) {
            return "any";
        }

        @Override
        public String quorumLeader(Victim.QuorumLeader leader) {
            return "controller";
        }

        @Override
        public String quorumFollower(Victim.QuorumFollower follower) {
            return "controller-follower";
        }

        @Override
        public String controllers(Victim.Controllers controllers) {
            return "controllers";
        }

        @Override
        public String minority(Victim.Minority minority) {
            return "minority";
        }

        @Override
        public String everyoneBut(Victim.EveryoneBut but) {
            return BUT + "(" + text(but.spared()) + ")";
        }

        @Override
        public String clients(Victim.Clients clients) {
            return clients.group().isEmpty() ? CLIENTS : CLIENTS + "(" + clients.group() + ")";
        }
    }
}
