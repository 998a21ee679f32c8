package io.waybill.runner;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a run takes place, and what is tried there.
 *
 * @param environment the word for it: {@code local}, {@code simulated}, {@code remote}
 * @param system the system under test with its version: {@code kafka 4.4.0}
 * @param planted the flaws that are planted in it on purpose, each with what is wrong; empty where nothing is
 */
public record Site(String environment, String system, SortedMap<String, String> planted) {

    public Site {
        planted = Collections.unmodifiableSortedMap(new TreeMap<>(planted));
    }

    /** Returns the site of a system that is as it is. */
    public static Site of(String environment, String system) {
        return new Site(environment, system, new TreeMap<>());
    }

    /** Returns what a run's files say of it, beside the system. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Map.of("environment", environment));
        if (!planted.isEmpty()) {
            settings.put(
                    "planted-flaws",
                    planted.entrySet().stream()
                            .map(flaw -> flaw.getKey() + ": " + flaw.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return settings;
    }
}
