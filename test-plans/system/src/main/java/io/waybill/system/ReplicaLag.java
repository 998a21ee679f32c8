package io.waybill.system;

import java.time.Duration;
import java.util.Map;

/**
 * For how long a replica may be behind and count as in sync: the setting has one name and one default on all who speak
 * Kafka's protocol. They look twice within its time who is behind, so that one that is leaves at the latest after one
 * and a half of it.
 */
public final class ReplicaLag {

    private static final String SETTING = "replica.lag.time.max.ms";
    private static final Duration USUAL = Duration.ofSeconds(30);

    private ReplicaLag() {}

    /** Returns how long it is at most by a broker's settings; by the usual one where they do not say. */
    public static Duration of(Map<String, String> settings) {
        String millis = settings.get(SETTING);
        Duration set = millis == null ? USUAL : Duration.ofMillis(Long.parseLong(millis.strip()));
        return set.multipliedBy(3).dividedBy(2);
    }
}
