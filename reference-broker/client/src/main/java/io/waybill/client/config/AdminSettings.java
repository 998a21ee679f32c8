package io.waybill.client.config;

import java.util.Map;

/**
 * How an administrator is set up; names and defaults are Kafka's. Times are in milliseconds.
 *
 * @param clientId {@code client.id}
 * @param requestTimeoutMillis {@code request.timeout.ms}: how long one attempt may take
 * @param apiTimeoutMillis {@code default.api.timeout.ms}: how long a wish may take with all its attempts
 * @param retryBackoffMillis {@code retry.backoff.ms}: how long it rests after the first attempt; twice as long each
 *     time
 * @param retryBackoffMaxMillis {@code retry.backoff.max.ms}: how long it rests at most
 */
public record AdminSettings(
        String clientId,
        int requestTimeoutMillis,
        int apiTimeoutMillis,
        int retryBackoffMillis,
        int retryBackoffMaxMillis) {

    /**
     * Reads settings.
     *
     * @throws InvalidConfigException with everything that is wrong
     */
    public static AdminSettings of(Map<String, String> config) {
        var reader = new ConfigReader(config);
        var settings = new AdminSettings(
                reader.text("client.id", "waybill-admin"),
                reader.integer("request.timeout.ms", 30_000, 1),
                reader.integer("default.api.timeout.ms", 60_000, 1),
                reader.integer("retry.backoff.ms", 100, 0),
                reader.integer("retry.backoff.max.ms", 1_000, 0));
        reader.check();
        return settings;
    }
}
