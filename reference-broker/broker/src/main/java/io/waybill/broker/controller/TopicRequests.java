package io.waybill.broker.controller;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.CreatePartitions;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.controller.RequestChecks;
import io.waybill.environment.Randomness;
import io.waybill.rpc.RequestHandler.Answer;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreatePartitionsResponse;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.DeleteTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Topics come, grow and go. */
final class TopicRequests {

    private static final UUID NO_ID = new UUID(0, 0);
    private static final int UNSAID = -1;

    private final ControllerNode node;
    private final Randomness topicIds;

    TopicRequests(ControllerNode node, Randomness topicIds) {
        this.node = node;
        this.topicIds = topicIds;
    }

    void create(CreateTopicsRequest request, Answer answer) {
        var topics = request.topics();
        Gather<CreateTopicsResponse.Topic> answers =
                Gather.of(topics.size(), all -> answer.send(new CreateTopicsResponse(all)));
        var twice = twice(topics.stream().map(CreateTopicsRequest.Topic::topic).toList());
        var execute = executor(request.validateOnly());
        for (int i = 0; i < topics.size(); i++) {
            int index = i;
            var topic = topics.get(i);
            create(topic, twice.contains(topic.topic()), execute, part -> answers.put(index, part));
        }
    }

    private void create(
            CreateTopicsRequest.Topic topic,
            boolean twice,
            BiConsumer<MetadataCommand, Consumer<CommandOutcome>> execute,
            Consumer<CreateTopicsResponse.Topic> done) {
        var wrong = twice ? "the topic " + topic.topic() + " must be asked for once" : NewTopic.problem(topic);
        if (wrong != null) {
            var error = twice ? ErrorCode.INVALID_REQUEST : NewTopic.error(topic);
            done.accept(ErrorAnswers.of(topic, error, wrong));
            return;
        }
        var command = NewTopic.command(topic, newId(), partitions(topic), replicationFactor(topic));
        var refused = RequestChecks.of(command);
        if (refused.isPresent()) {
            var error = WireErrors.of(refused.get().error());
            done.accept(ErrorAnswers.of(topic, error, refused.get().message()));
            return;
        }
        execute.accept(command, outcome -> done.accept(created(topic, command, outcome)));
    }

    private UUID newId() {
        UUID id;
        do {
            id = RandomIds.next(topicIds);
        } while (node.image().topic(id).isPresent());
        return id;
    }

    private int partitions(CreateTopicsRequest.Topic topic) {
        return topic.partitionCount() == UNSAID && topic.assignments().isEmpty()
                ? fallback(BrokerKeys.NUM_PARTITIONS)
                : topic.partitionCount();
    }

    private int replicationFactor(CreateTopicsRequest.Topic topic) {
        return topic.replicationFactor() == UNSAID && topic.assignments().isEmpty()
                ? fallback(BrokerKeys.DEFAULT_REPLICATION_FACTOR)
                : topic.replicationFactor();
    }

    /** The rules know what the metadata say and the defaults, not what stands between them. */
    private int fallback(ConfigKey key) {
        return node.config().behind(node.image(), key).map(Integer::parseInt).orElse(UNSAID);
    }

    private CreateTopicsResponse.Topic created(
            CreateTopicsRequest.Topic topic, CreateTopic command, CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Applied applied
                && applied.result() instanceof CommandResult.TopicCreated created) {
            return new CreateTopicsResponse.Topic(
                    topic.topic(),
                    created.topicId(),
                    ErrorCode.NONE,
                    null,
                    ErrorCode.NONE,
                    created.partitions(),
                    (short) created.replicationFactor(),
                    NewTopic.configs(command, node.image(), node.config()));
        }
        return ErrorAnswers.of(topic, WireErrors.of(outcome), WireErrors.message(outcome));
    }

    void delete(DeleteTopicsRequest request, Answer answer) {
        var topics = request.topics();
        Gather<DeleteTopicsResponse.Topic> answers =
                Gather.of(topics.size(), all -> answer.send(new DeleteTopicsResponse(all)));
        var ids = topics.stream().map(this::id).toList();
        var twice = twice(ids);
        for (int i = 0; i < topics.size(); i++) {
            int index = i;
            delete(topics.get(i), twice.contains(ids.get(i)), part -> answers.put(index, part));
        }
    }

    /** Returns the id that is meant; without meaning where nothing is. */
    private UUID id(DeleteTopicsRequest.Topic topic) {
        var name = topic.topic();
        return name == null
                ? topic.topicId()
                : node.image().topic(name).map(it -> it.id()).orElse(NO_ID);
    }

    private void delete(DeleteTopicsRequest.Topic topic, boolean twice, Consumer<DeleteTopicsResponse.Topic> done) {
        var name = topic.topic();
        boolean byId = !topic.topicId().equals(NO_ID);
        var known = name == null
                ? node.image().topic(topic.topicId())
                : node.image().topic(name);
        if ((name != null) == byId) {
            done.accept(refused(topic, ErrorCode.INVALID_REQUEST, "a topic must be named by its name or by its id"));
        } else if (known.isEmpty()) {
            done.accept(refused(topic, unknown(topic), "there is no such topic"));
        } else if (twice) {
            done.accept(refused(topic, ErrorCode.INVALID_REQUEST, "a topic must be asked for once"));
        } else if (node.config()
                .behind(node.image(), BrokerKeys.DELETE_TOPIC_ENABLE)
                .filter(value -> !Boolean.parseBoolean(value))
                .isPresent()) {
            done.accept(refused(topic, ErrorCode.TOPIC_DELETION_DISABLED, "delete.topic.enable must be true"));
        } else {
            var it = known.get();
            node.propose(new DeleteTopic(it.id()), outcome -> {
                var error = WireErrors.of(outcome);
                // Others may have deleted it meanwhile.
                done.accept(new DeleteTopicsResponse.Topic(
                        it.name(),
                        it.id(),
                        error == ErrorCode.UNKNOWN_TOPIC_ID ? unknown(topic) : error,
                        WireErrors.message(outcome)));
            });
        }
    }

    private static ErrorCode unknown(DeleteTopicsRequest.Topic topic) {
        return topic.topic() == null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private static DeleteTopicsResponse.Topic refused(
            DeleteTopicsRequest.Topic topic, ErrorCode error, String message) {
        return new DeleteTopicsResponse.Topic(topic.topic(), topic.topicId(), error, message);
    }

    void grow(CreatePartitionsRequest request, Answer answer) {
        var topics = request.topics();
        Gather<CreatePartitionsResponse.Topic> answers =
                Gather.of(topics.size(), all -> answer.send(new CreatePartitionsResponse(all)));
        var twice =
                twice(topics.stream().map(CreatePartitionsRequest.Topic::topic).toList());
        var execute = executor(request.validateOnly());
        for (int i = 0; i < topics.size(); i++) {
            int index = i;
            var topic = topics.get(i);
            var known = node.image().topic(topic.topic());
            if (twice.contains(topic.topic())) {
                answers.put(index, grown(topic, ErrorCode.INVALID_REQUEST, "a topic must be asked for once"));
            } else if (known.isEmpty()) {
                answers.put(index, grown(topic, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "there is no such topic"));
            } else {
                var assignments = topic.assignments();
                List<List<Integer>> assigned = assignments == null
                        ? List.of()
                        : assignments.stream()
                                .map(CreatePartitionsRequest.Assignment::brokerIds)
                                .toList();
                execute.accept(
                        new CreatePartitions(known.get().id(), topic.partitionCount(), assigned),
                        outcome -> answers.put(index, grown(topic, outcome)));
            }
        }
    }

    private static CreatePartitionsResponse.Topic grown(CreatePartitionsRequest.Topic topic, CommandOutcome outcome) {
        var error = WireErrors.of(outcome);
        return grown(
                topic,
                error == ErrorCode.UNKNOWN_TOPIC_ID ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : error,
                WireErrors.message(outcome));
    }

    private static CreatePartitionsResponse.Topic grown(
            CreatePartitionsRequest.Topic topic, ErrorCode error, @Nullable String message) {
        return new CreatePartitionsResponse.Topic(topic.topic(), error, message);
    }

    private BiConsumer<MetadataCommand, Consumer<CommandOutcome>> executor(boolean validateOnly) {
        return validateOnly ? node.rehearse()::execute : node::propose;
    }

    /** Returns what is there more than once; asked for each of many, so it must not look at all for each. */
    private static <T extends Comparable<T>> SortedSet<T> twice(List<T> all) {
        var seen = new TreeSet<T>();
        var twice = new TreeSet<T>();
        for (T one : all) {
            if (!seen.add(one)) {
                twice.add(one);
            }
        }
        return twice;
    }
}
