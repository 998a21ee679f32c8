package io.waybill.broker.metadata.image;

import io.waybill.broker.config.ConfigScope;
import java.util.Comparator;

/**
 * What has configurations.
 *
 * @param scope which kind of thing
 * @param name the topic's name, the broker's id in digits, or empty for the whole cluster
 */
public record ConfigResource(ConfigScope scope, String name) implements Comparable<ConfigResource> {

    /** All brokers that do not say otherwise. */
    public static final ConfigResource CLUSTER = new ConfigResource(ConfigScope.CLUSTER, "");

    private static final Comparator<ConfigResource> ORDER =
            Comparator.comparing(ConfigResource::scope).thenComparing(ConfigResource::name);

    public ConfigResource {
        if (name.isEmpty() != (scope == ConfigScope.CLUSTER)) {
            throw new IllegalArgumentException("the name of a " + scope.word() + " must "
                    + (scope == ConfigScope.CLUSTER ? "be empty, was " + name : "not be empty"));
        }
    }

    /** Returns a topic. */
    public static ConfigResource topic(String name) {
        return new ConfigResource(ConfigScope.TOPIC, name);
    }

    /** Returns a broker. */
    public static ConfigResource broker(int id) {
        return new ConfigResource(ConfigScope.BROKER, Integer.toString(id));
    }

    @Override
    public int compareTo(ConfigResource other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? scope.word() : scope.word() + " " + name;
    }
}
