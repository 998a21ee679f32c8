package io.waybill.broker.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every configuration that is known, by scope and name. */
public final class ConfigVocabulary {

    private static final SortedMap<String, ConfigKey> TOPIC = byName(TopicKeys.ALL);
    private static final SortedMap<String, ConfigKey> BROKER = byName(BrokerKeys.ALL);

    private ConfigVocabulary() {}

    /** Returns all that may be set for something, in the order of the documentation. */
    public static List<ConfigKey> all(ConfigScope scope) {
        var keys = scope == ConfigScope.TOPIC ? TopicKeys.ALL : BrokerKeys.ALL;
        return keys.stream().filter(key -> key.scopes().contains(scope)).toList();
    }

    /** Returns the configuration with a name, empty where there is none for this scope. */
    public static Optional<ConfigKey> find(ConfigScope scope, String name) {
        var key = (scope == ConfigScope.TOPIC ? TOPIC : BROKER).get(name);
        return Optional.ofNullable(key).filter(known -> known.scopes().contains(scope));
    }

    /**
     * Returns what is wrong with setting a configuration, empty where nothing is. An unknown name is wrong; the nearest
     * known one is proposed.
     */
    public static Optional<String> problem(ConfigScope scope, String name, String value) {
        var key = find(scope, name);
        return key.isPresent() ? key.get().problem(value) : Optional.of(unknown(scope, name));
    }

    /** Returns that a name is not known, and which may be meant. */
    public static String unknown(ConfigScope scope, String name) {
        var names = all(scope).stream().map(ConfigKey::name).toList();
        return "unknown " + scope.word() + " configuration \"" + name + "\""
                + Nearest.to(name, names)
                        .map(near -> ", did you mean \"" + near + "\"?")
                        .orElse("");
    }

    private static SortedMap<String, ConfigKey> byName(List<ConfigKey> keys) {
        var byName = new TreeMap<String, ConfigKey>();
        for (ConfigKey key : keys) {
            if (byName.put(key.name(), key) != null) {
                throw new IllegalStateException("the configuration " + key.name() + " must be there once");
            }
        }
        return byName;
    }
}
