package io.waybill.client.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a consumer is set up; names and defaults are Kafka's. Times are in milliseconds.
 *
 * @param clientId {@code client.id}
 * @param committedOnly {@code isolation.level} is {@code read_committed}
 * @param reset {@code auto.offset.reset}
 * @param fetchMinBytes {@code fetch.min.bytes}
 * @param fetchMaxBytes {@code fetch.max.bytes}
 * @param partitionFetchBytes {@code max.partition.fetch.bytes}
 * @param fetchMaxWaitMillis {@code fetch.max.wait.ms}
 * @param maxPollRecords {@code max.poll.records}
 * @param checkCrcs {@code check.crcs}
 * @param rack {@code client.rack}, empty where it does not say
 * @param retryBackoffMillis {@code retry.backoff.ms}
 * @param requestTimeoutMillis {@code request.timeout.ms}
 * @param metadataMaxAgeMillis {@code metadata.max.age.ms}
 */
public record ConsumerSettings(
        String clientId,
        boolean committedOnly,
        ResetPolicy reset,
        int fetchMinBytes,
        int fetchMaxBytes,
        int partitionFetchBytes,
        int fetchMaxWaitMillis,
        int maxPollRecords,
        boolean checkCrcs,
        String rack,
        int retryBackoffMillis,
        int requestTimeoutMillis,
        long metadataMaxAgeMillis) {

    /**
     * Reads settings.
     *
     * @throws InvalidConfigException with everything that is wrong
     */
    public static ConsumerSettings of(Map<String, String> config) {
        var reader = new ConfigReader(config);
        var settings = new ConsumerSettings(
                reader.text("client.id", "waybill-consumer"),
                reader.oneOf("isolation.level", List.of("read_uncommitted", "read_committed"), "read_uncommitted")
                        .equals("read_committed"),
                ResetPolicy.valueOf(reader.oneOf("auto.offset.reset", List.of("earliest", "latest", "none"), "latest")
                        .toUpperCase(Locale.ROOT)),
                reader.integer("fetch.min.bytes", 1, 0),
                reader.integer("fetch.max.bytes", 50 * 1024 * 1024, 1),
                reader.integer("max.partition.fetch.bytes", 1024 * 1024, 1),
                reader.integer("fetch.max.wait.ms", 500, 0),
                reader.integer("max.poll.records", 500, 1),
                reader.flag("check.crcs", true),
                reader.text("client.rack", ""),
                reader.integer("retry.backoff.ms", 100, 0),
                reader.integer("request.timeout.ms", 30_000, 1),
                reader.millis("metadata.max.age.ms", 300_000, 1));
        reader.check();
        return settings;
    }
}
