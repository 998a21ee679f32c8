package io.waybill.client.config;

import io.waybill.wire.compression.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a producer is set up; names and defaults are Kafka's. Times are in milliseconds.
 *
 * @param clientId {@code client.id}
 * @param acks {@code acks}: 0, 1, or -1 for all
 * @param idempotent {@code enable.idempotence}
 * @param batchSize {@code batch.size} in bytes
 * @param bufferMemory {@code buffer.memory} in bytes
 * @param lingerMillis {@code linger.ms}
 * @param compression {@code compression.type}
 * @param maxInFlight {@code max.in.flight.requests.per.connection}
 * @param retries {@code retries}: how often a batch is sent again at most
 * @param retryBackoffMillis {@code retry.backoff.ms}
 * @param requestTimeoutMillis {@code request.timeout.ms}
 * @param deliveryTimeoutMillis {@code delivery.timeout.ms}: after which a batch is given up
 * @param maxBlockMillis {@code max.block.ms}: how long a send waits for metadata and for room
 * @param maxRequestSize {@code max.request.size}: the largest record in bytes
 * @param metadataMaxAgeMillis {@code metadata.max.age.ms}
 * @param mutants the flaws to have; empty outside tests of checkers
 */
public record ProducerSettings(
        String clientId,
        short acks,
        boolean idempotent,
        int batchSize,
        long bufferMemory,
        int lingerMillis,
        Codec compression,
        int maxInFlight,
        int retries,
        int retryBackoffMillis,
        int requestTimeoutMillis,
        int deliveryTimeoutMillis,
        long maxBlockMillis,
        int maxRequestSize,
        long metadataMaxAgeMillis,
        List<ClientMutant> mutants) {

    private static final int MOST_IN_FLIGHT_IDEMPOTENT = 5;

    public ProducerSettings {
        mutants = List.copyOf(mutants);
    }

    /**
     * Reads settings.
     *
     * @throws InvalidConfigException with everything that is wrong
     */
    public static ProducerSettings of(Map<String, String> config) {
        var reader = new ConfigReader(config);
        var acks = reader.oneOf("acks", List.of("0", "1", "-1", "all"), "all");
        boolean acksAll = acks.equals("all") || acks.equals("-1");
        int inFlight = reader.integer("max.in.flight.requests.per.connection", MOST_IN_FLIGHT_IDEMPOTENT, 1);
        int retries = reader.integer("retries", Integer.MAX_VALUE, 0);
        // As Kafka: where nobody asks for it, it is on if nothing else speaks against it.
        boolean idempotent =
                reader.flag("enable.idempotence", acksAll && inFlight <= MOST_IN_FLIGHT_IDEMPOTENT && retries > 0);
        var settings = new ProducerSettings(
                reader.text("client.id", "waybill-producer"),
                acks.equals("all") ? -1 : Short.parseShort(acks),
                idempotent,
                reader.integer("batch.size", 16_384, 1),
                reader.number("buffer.memory", 32L * 1024 * 1024, 1, Long.MAX_VALUE),
                reader.integer("linger.ms", 5, 0),
                codec(reader),
                inFlight,
                retries,
                reader.integer("retry.backoff.ms", 100, 0),
                reader.integer("request.timeout.ms", 30_000, 1),
                reader.integer("delivery.timeout.ms", 120_000, 1),
                reader.millis("max.block.ms", 60_000, 0),
                reader.integer("max.request.size", 1_048_576, 1),
                reader.millis("metadata.max.age.ms", 300_000, 1),
                List.of());
        if (settings.idempotent && settings.acks != -1) {
            reader.problem("acks must be all where enable.idempotence is true, was " + acks);
        }
        if (settings.idempotent && settings.maxInFlight > MOST_IN_FLIGHT_IDEMPOTENT) {
            reader.problem("max.in.flight.requests.per.connection must be at most " + MOST_IN_FLIGHT_IDEMPOTENT
                    + " where enable.idempotence is true, was " + settings.maxInFlight);
        }
        if (settings.idempotent && settings.retries == 0) {
            reader.problem("retries must be at least 1 where enable.idempotence is true, was 0");
        }
        reader.check();
        return settings;
    }

    private static Codec codec(ConfigReader reader) {
        var names = new ArrayList<String>();
        for (Codec each : Codec.values()) {
            names.add(each.configName());
        }
        var name = reader.oneOf("compression.type", names, Codec.NONE.configName());
        for (Codec each : Codec.values()) {
            if (each.configName().equals(name)) {
                return each;
            }
        }
        return Codec.NONE;
    }

    /** Returns the same with some flaws. */
    public ProducerSettings with(List<ClientMutant> flaws) {
        return new ProducerSettings(
                clientId,
                acks,
                idempotent,
                batchSize,
                bufferMemory,
                lingerMillis,
                compression,
                maxInFlight,
                retries,
                retryBackoffMillis,
                requestTimeoutMillis,
                deliveryTimeoutMillis,
                maxBlockMillis,
                maxRequestSize,
                metadataMaxAgeMillis,
                flaws);
    }

    /** Returns whether a flaw is on. */
    public boolean has(ClientMutant mutant) {
        return mutants.contains(mutant);
    }
}
