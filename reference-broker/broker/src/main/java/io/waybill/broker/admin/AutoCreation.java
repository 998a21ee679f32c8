package io.waybill.broker.admin;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.replica.ReplicaConfig;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Creates topics that were asked for, where that is allowed. Nobody waits for it. */
final class AutoCreation {

    private static final int MOST_UNDER_WAY = 100;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int AS_CONFIGURED = -1;

    private final ReplicaConfig config;
    private final BiConsumer<Request, Consumer<Response>> forward;
    private final SortedSet<String> underWay = new TreeSet<>();

    AutoCreation(ReplicaConfig config, BiConsumer<Request, Consumer<Response>> forward) {
        this.config = config;
        this.forward = forward;
    }

    /** Asks the controller for a topic as large as configured, unless that is under way or not allowed. */
    void create(String name) {
        boolean isAllowed = Boolean.parseBoolean(config.ofBroker(BrokerKeys.AUTO_CREATE_TOPICS_ENABLE));
        if (!isAllowed || underWay.size() >= MOST_UNDER_WAY || !underWay.add(name)) {
            return;
        }
        var topic = new CreateTopicsRequest.Topic(name, AS_CONFIGURED, (short) AS_CONFIGURED, List.of(), List.of());
        forward.accept(
                new CreateTopicsRequest(List.of(topic), TIMEOUT_MILLIS, false), response -> underWay.remove(name));
    }
}
