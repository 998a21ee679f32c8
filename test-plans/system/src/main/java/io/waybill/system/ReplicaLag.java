package io.waybill.system;

import java.time.Duration;
import java.util.Map;

/**
 * For how long a replica may be behind and count as in sync: the setting has one name and one default on all who speak
 * Kafka's protocol.
 */
public final class ReplicaLag {

    /** The name of the setting. */
    public static final String SETTING = "replica.lag.time.max.ms";

    /** How long it is where nobody says otherwise. */
    public static final Duration USUAL = Duration.ofSeconds(30);

    private ReplicaLag() {}

    /** Returns how long it is by a broker's settings. */
    public static Duration of(Map<String, String> settings) {
        String millis = settings.get(SETTING);
        return millis == null ? USUAL : Duration.ofMillis(Long.parseLong(millis.strip()));
    }
}
