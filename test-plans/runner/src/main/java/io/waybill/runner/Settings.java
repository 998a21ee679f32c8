package io.waybill.runner;

import io.waybill.fault.Fault;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Phases;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that decides a configuration's run, as names and values: what a history says of itself. */
final class Settings {

    private final Map<String, String> values = new LinkedHashMap<>();

    private Settings() {}

    static Map<String, String> of(Configuration configuration) {
        Settings settings = new Settings();
        settings.cluster(configuration);
        settings.clients(configuration.clients());
        settings.phases(configuration.phases());
        for (int i = 0; i < configuration.faults().faults().size(); i++) {
            var scheduled = configuration.faults().faults().get(i);
            settings.put("fault." + i, text(scheduled.fault()) + ", " + scheduled.schedule());
        }
        settings.put(
                "claims",
                configuration.promise().claims().stream()
                        .map(claim -> claim.id())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        configuration.promise().recoveryBound().ifPresent(bound -> settings.put("recovery.within", millis(bound)));
        configuration
                .promise()
                .pressure()
                .forEach(each -> settings.put(
                        "pressure." + each.moment().sentence(),
                        each.required() + " required, " + each.wanted() + " wanted"));
        return settings.values;
    }

    static String of(Control control) {
        return control.mustBreak().stream().map(claim -> claim.id()).sorted().collect(Collectors.joining(", "))
                + " must break: " + control.why();
    }

    /** Returns names and values as lines. */
    static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Fault fault) {
        return fault.match(
                Object::toString,
                combined -> combined.kind() + " ("
                        + combined.steps().stream()
                                .map(step -> step.fault() + " after " + millis(step.after()))
                                .collect(Collectors.joining("; "))
                        + ")");
    }

    private void cluster(Configuration configuration) {
        put("cluster.nodes", configuration.cluster().nodes());
        configuration.cluster().sortedConfig().forEach((name, value) -> put("cluster.config." + name, value));
        for (TopicSpec topic : configuration.cluster().topics()) {
            put("topic." + topic.name() + ".partitions", topic.partitions());
            put("topic." + topic.name() + ".replicas", topic.replicas());
            new TreeMap<>(topic.config())
                    .forEach((name, value) -> put("topic." + topic.name() + ".config." + name, value));
        }
    }

    private void clients(Clients clients) {
        put("clients.library", clients.library());
        put("producers.count", clients.producers().count());
        put("producers.acks", clients.producers().acks());
        put("producers.idempotent", clients.producers().idempotent());
        put("producers.max-in-flight", clients.producers().maxInFlight());
        put("producers.resend", clients.producers().resend().name().toLowerCase(Locale.ROOT));
        put("producers.delivery-timeout", millis(clients.producers().deliveryTimeout()));
        new TreeMap<>(clients.producers().config()).forEach((name, value) -> put("producers.config." + name, value));
        put("consumers.count", clients.consumers().count());
        put("consumers.scope", clients.consumers().scope());
        put("consumers.isolation", clients.consumers().isolation());
        new TreeMap<>(clients.consumers().config()).forEach((name, value) -> put("consumers.config." + name, value));
        put("load.per-second", clients.load().perSecond());
        put("load.payload-bytes", clients.load().payloadBytes());
        put("load.keys", clients.load().keys());
        put("load.backlog", clients.load().backlog());
    }

    private void phases(Phases phases) {
        put("phase.warm-up", millis(phases.warmUp()));
        put("phase.storm", millis(phases.storm()));
        put("phase.calm", millis(phases.calm()));
        put("phase.drain", "at most " + millis(phases.drain()));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private void put(String name, Object value) {
        values.put(name, String.valueOf(value));
    }
}
