package io.waybill.system.kafka.client.reference;

import io.waybill.client.config.ConsumerSettings;
import io.waybill.client.config.InvalidConfigException;
import io.waybill.client.config.ProducerSettings;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.ProducerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configurations of reference clients, by Kafka's names; what a plan says wins. Pure. */
public final class ReferenceConfig {

    /** The default, 30 s, would wait out every fault; a run lives from attempts that nobody answered. */
    private static final long REQUEST_TIMEOUT_MILLIS = 5_000;

    /**
     * A leader that is cut off from all others does not know that it is deposed, and answers on; whoever hears it alone
     * learns of the new one only by asking anew.
     */
    private static final String METADATA_MAX_AGE_MILLIS = "5000";

    private ReferenceConfig() {}

    /** Returns which settings the reference client refuses where it is to be used, one sentence each. */
    public static List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        List<String> problems = new ArrayList<>();
        if (producer.library() == ClientLibrary.REFERENCE) {
            try {
                ProducerSettings.of(of(producer));
            } catch (InvalidConfigException e) {
                e.problems().forEach(problem -> problems.add("producers: " + problem));
            }
        }
        if (consumer.library() == ClientLibrary.REFERENCE) {
            try {
                ConsumerSettings.of(of(consumer));
            } catch (InvalidConfigException e) {
                e.problems().forEach(problem -> problems.add("consumers: " + problem));
            }
        }
        return problems;
    }

    static SortedMap<String, String> of(ProducerSpec spec) {
        long deliveryMillis = spec.deliveryTimeout().toMillis();
        SortedMap<String, String> config = new TreeMap<>(spec.config());
        config.putIfAbsent("client.id", spec.name());
        config.putIfAbsent("acks", spec.acks() == Acks.ALL ? "all" : spec.acks() == Acks.LEADER ? "1" : "0");
        config.putIfAbsent("enable.idempotence", Boolean.toString(spec.idempotent()));
        config.putIfAbsent("max.in.flight.requests.per.connection", Integer.toString(spec.maxInFlight()));
        config.putIfAbsent("delivery.timeout.ms", Long.toString(deliveryMillis));
        config.putIfAbsent("request.timeout.ms", Long.toString(Math.min(deliveryMillis, REQUEST_TIMEOUT_MILLIS)));
        config.putIfAbsent("linger.ms", "0");
        config.putIfAbsent("metadata.max.age.ms", METADATA_MAX_AGE_MILLIS);
        return config;
    }

    static SortedMap<String, String> of(ConsumerSpec spec) {
        SortedMap<String, String> config = new TreeMap<>(spec.config());
        config.putIfAbsent("client.id", spec.name());
        // A log that is found shorter is an error of a poll all the same; this says where reading goes on.
        config.putIfAbsent("auto.offset.reset", "earliest");
        config.putIfAbsent(
                "isolation.level",
                spec.isolation() == Isolation.READ_COMMITTED ? "read_committed" : "read_uncommitted");
        config.putIfAbsent("request.timeout.ms", Long.toString(REQUEST_TIMEOUT_MILLIS));
        config.putIfAbsent("fetch.max.wait.ms", "200");
        config.putIfAbsent("metadata.max.age.ms", METADATA_MAX_AGE_MILLIS);
        return config;
    }
}
