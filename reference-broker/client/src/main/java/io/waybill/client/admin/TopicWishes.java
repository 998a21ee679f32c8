package io.waybill.client.admin;

import io.waybill.client.cluster.TopicLeaders;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked for of topics. */
final class TopicWishes {

    private static final int FIRST_BY_ID = 6;

    private TopicWishes() {}

    static Wish<UUID> create(NewTopic topic) {
        var configs = topic.config().entrySet().stream()
                .map(each -> new CreateTopicsRequest.Config(each.getKey(), each.getValue()))
                .toList();
        var wanted = new CreateTopicsRequest.Topic(
                topic.name(), topic.partitions(), (short) topic.replicationFactor(), List.of(), configs);
        return new Wish<>(
                Api.CREATE_TOPICS,
                Target.ANY,
                (version, millis) -> new CreateTopicsRequest(List.of(wanted), millis, false),
                TopicWishes::created);
    }

    private static Said<UUID> created(Response response) {
        if (response instanceof CreateTopicsResponse it && it.topics().size() == 1) {
            var topic = it.topics().get(0);
            return topic.error() == ErrorCode.NONE
                    ? Said.of(topic.topicId())
                    : Said.failed(topic.error(), topic.errorMessage());
        }
        return Said.nothing();
    }

    /** Returns the wish to delete a topic, by its id where that is known: so nothing else can be meant. */
    static Wish<String> delete(String name, @Nullable UUID id) {
        return new Wish<>(
                Api.DELETE_TOPICS,
                Target.ANY,
                (version, millis) -> new DeleteTopicsRequest(
                        List.of(
                                id != null && version >= FIRST_BY_ID
                                        ? new DeleteTopicsRequest.Topic(null, id)
                                        : new DeleteTopicsRequest.Topic(name, TopicLeaders.NO_ID)),
                        millis),
                response -> deleted(name, response));
    }

    private static Said<String> deleted(String name, Response response) {
        if (response instanceof DeleteTopicsResponse it && it.topics().size() == 1) {
            var topic = it.topics().get(0);
            return topic.error() == ErrorCode.NONE ? Said.of(name) : Said.failed(topic.error(), topic.errorMessage());
        }
        return Said.nothing();
    }

    static Wish<Integer> grow(String name, int partitions) {
        var wanted = new CreatePartitionsRequest.Topic(name, partitions, null);
        return new Wish<>(
                Api.CREATE_PARTITIONS,
                Target.ANY,
                (version, millis) -> new CreatePartitionsRequest(List.of(wanted), millis, false),
                response -> grown(partitions, response));
    }

    private static Said<Integer> grown(int partitions, Response response) {
        if (response instanceof CreatePartitionsResponse it && it.topics().size() == 1) {
            var topic = it.topics().get(0);
            return topic.error() == ErrorCode.NONE
                    ? Said.of(partitions)
                    : Said.failed(topic.error(), topic.errorMessage());
        }
        return Said.nothing();
    }

    static Wish<List<String>> list() {
        return new Wish<>(
                Api.METADATA, Target.ANY, (version, millis) -> new MetadataRequest(null, false), TopicWishes::listed);
    }

    private static Said<List<String>> listed(Response response) {
        if (!(response instanceof MetadataResponse it) || it.error() != ErrorCode.NONE) {
            return response instanceof MetadataResponse failed ? Said.failed(failed.error(), null) : Said.nothing();
        }
        var names = new TreeSet<String>();
        for (MetadataResponse.Topic topic : it.topics()) {
            var name = topic.topic();
            if (topic.error() == ErrorCode.NONE && name != null) {
                names.add(name);
            }
        }
        return Said.of(List.copyOf(names));
    }

    static Wish<TopicDescription> describe(String name) {
        return new Wish<>(
                Api.METADATA,
                Target.ANY,
                (version, millis) ->
                        new MetadataRequest(List.of(new MetadataRequest.Topic(TopicLeaders.NO_ID, name)), false),
                response -> described(name, response));
    }

    private static Said<TopicDescription> described(String name, Response response) {
        if (response instanceof MetadataResponse it && it.topics().size() == 1) {
            var topic = it.topics().get(0);
            return topic.error() == ErrorCode.NONE
                    ? Said.of(new TopicDescription(
                            name,
                            topic.topicId(),
                            topic.partitions().stream()
                                    .map(TopicWishes::partition)
                                    .toList()))
                    : Said.failed(topic.error(), "asked for " + name);
        }
        return Said.nothing();
    }

    private static TopicDescription.Partition partition(MetadataResponse.Partition it) {
        return new TopicDescription.Partition(
                it.partition(),
                it.leaderId(),
                it.leaderEpoch(),
                it.replicaNodes(),
                it.isrNodes(),
                it.offlineReplicas());
    }
}
