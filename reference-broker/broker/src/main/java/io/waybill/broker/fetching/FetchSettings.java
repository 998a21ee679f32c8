package io.waybill.broker.fetching;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import java.util.function.Function;

/**
 * How followers fetch.
 *
 * @param maxWaitMillis how long a leader may hold a fetch that finds nothing ({@code replica.fetch.wait.max.ms})
 * @param partitionMaxBytes the most bytes of one partition in an answer ({@code replica.fetch.max.bytes}); a first
 *     batch that is larger comes all the same
 * @param responseMaxBytes the most bytes of an answer ({@code replica.fetch.response.max.bytes}), as above
 * @param backoffMillis how long to rest after a fetch that failed ({@code replica.fetch.backoff.ms}), 1 or more: who
 *     looks for a leader without a rest does nothing else
 * @param timeoutMillis how long an answer may take beyond the wait ({@code replica.socket.timeout.ms})
 */
public record FetchSettings(
        int maxWaitMillis, int partitionMaxBytes, int responseMaxBytes, int backoffMillis, int timeoutMillis) {

    /** Returns the settings that configurations say. */
    public static FetchSettings of(Function<ConfigKey, String> config) {
        return new FetchSettings(
                number(config, BrokerKeys.REPLICA_FETCH_WAIT_MAX_MS),
                number(config, BrokerKeys.REPLICA_FETCH_MAX_BYTES),
                number(config, BrokerKeys.REPLICA_FETCH_RESPONSE_MAX_BYTES),
                Math.max(1, number(config, BrokerKeys.REPLICA_FETCH_BACKOFF_MS)),
                number(config, BrokerKeys.REPLICA_SOCKET_TIMEOUT_MS));
    }

    /** Returns Kafka's defaults. */
    public static FetchSettings defaults() {
        return of(ConfigKey::defaultValue);
    }

    private static int number(Function<ConfigKey, String> config, ConfigKey key) {
        return Integer.parseInt(config.apply(key));
    }
}
