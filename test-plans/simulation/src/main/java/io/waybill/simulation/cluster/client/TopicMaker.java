package io.waybill.simulation.cluster.client;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.system.TopicSpec;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Makes the topics of a run before its clients begin: asks one broker after the other until all are there. */
public final class TopicMaker {

    private static final long TIMEOUT_NANOS = 2_000_000_000L;
    private static final int TIMEOUT_MILLIS = 1_500;
    private static final long PAUSE_NANOS = 200_000_000L;

    private final Environment environment;
    private final List<RpcChannel> brokers = new ArrayList<>();
    private final List<TopicSpec> topics;
    private final SortedSet<String> made = new TreeSet<>();
    private final Consumer<String> refused;
    private int next;

    private TopicMaker(
            Environment environment, List<Endpoint> brokers, List<TopicSpec> topics, Consumer<String> refused) {
        this.environment = environment;
        this.topics = topics;
        this.refused = refused;
        brokers.forEach(
                broker -> this.brokers.add(RpcChannel.to(environment, broker, ChannelSettings.ofClient("topics"))));
    }

    /**
     * Begins.
     *
     * @param refused is told why a topic is not made yet
     */
    public static void start(
            Environment environment, List<Endpoint> brokers, List<TopicSpec> topics, Consumer<String> refused) {
        new TopicMaker(environment, brokers, topics, refused).ask();
    }

    private void ask() {
        List<CreateTopicsRequest.Topic> missing = topics.stream()
                .filter(topic -> !made.contains(topic.name()))
                .map(TopicMaker::wanted)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        RpcChannel broker = brokers.get(next++ % brokers.size());
        broker.send(new CreateTopicsRequest(missing, TIMEOUT_MILLIS, false), TIMEOUT_NANOS, this::answered);
    }

    private static CreateTopicsRequest.Topic wanted(TopicSpec topic) {
        List<CreateTopicsRequest.Config> configs = new ArrayList<>();
        new TreeMap<>(topic.config())
                .forEach((name, value) -> configs.add(new CreateTopicsRequest.Config(name, value)));
        return new CreateTopicsRequest.Topic(
                topic.name(), topic.partitions(), (short) topic.replicas(), List.of(), configs);
    }

    private void answered(RpcOutcome outcome) {
        if (outcome instanceof RpcOutcome.Answered answer
                && answer.response() instanceof CreateTopicsResponse created) {
            created.topics().forEach(this::noted);
        } else {
            refused.accept(outcome.toString());
        }
        environment.timers().after(PAUSE_NANOS, this::ask);
    }

    private void noted(CreateTopicsResponse.Topic topic) {
        // Asked before, without an answer in time.
        if (topic.error() == ErrorCode.NONE || topic.error() == ErrorCode.TOPIC_ALREADY_EXISTS) {
            made.add(topic.topic());
        } else {
            refused.accept(topic.topic() + ": " + topic.error() + " " + topic.errorMessage());
        }
    }
}
