package io.waybill.broker.metadata.rules;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand.CreatePartitions;
import io.waybill.broker.metadata.command.MetadataCommand.CreateTopic;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Topics come, grow and go. */
final class TopicRules {

    /** As Kafka's controller: a command that makes more is too large for one entry of the log. */
    private static final int MOST_PARTITIONS = 10_000;

    private static final int UNSAID = -1;

    private final MutableImage image;

    TopicRules(MutableImage image) {
        this.image = image;
    }

    CommandResult create(CreateTopic command) {
        checkName(command.name());
        if (image.topic(command.topicId()).isPresent()) {
            throw new RefusedException(
                    MetadataError.DUPLICATE_RESOURCE, "the topic id " + command.topicId() + " must be new");
        }
        command.configs()
                .forEach((name, value) -> ConfigVocabulary.problem(ConfigScope.TOPIC, name, value)
                        .ifPresent(problem -> {
                            throw new RefusedException(MetadataError.INVALID_CONFIG, problem);
                        }));
        var partitions = command.assignment().isEmpty() ? placed(command) : assigned(command);
        image.create(new TopicImage(command.topicId(), command.name(), partitions));
        var configs = new TreeMap<>(command.configs());
        configs.replaceAll((name, value) -> value.strip());
        image.put(ConfigResource.topic(command.name()), configs);
        int replicationFactor = partitions.get(0).replicas().size();
        return new CommandResult.TopicCreated(command.topicId(), partitions.size(), replicationFactor);
    }

    CommandResult delete(DeleteTopic command) {
        var topic = known(command.topicId());
        if (!Boolean.parseBoolean(image.clusterConfig(BrokerKeys.DELETE_TOPIC_ENABLE))) {
            throw new RefusedException(
                    MetadataError.TOPIC_DELETION_DISABLED, "delete.topic.enable must be true, is false");
        }
        image.delete(topic);
        return new CommandResult.Done();
    }

    CommandResult grow(CreatePartitions command) {
        var topic = known(command.topicId());
        int now = topic.partitions().size();
        int more = command.count() - now;
        if (more < 1) {
            throw new RefusedException(
                    MetadataError.INVALID_PARTITIONS,
                    "the topic " + topic.name() + " must get more than its " + now + " partitions, was to get "
                            + command.count());
        }
        checkCount(more);
        var assignment = command.assignment();
        if (!assignment.isEmpty() && assignment.size() != more) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICA_ASSIGNMENT,
                    "replicas must be assigned to " + more + " new partitions, were to " + assignment.size());
        }
        int replicationFactor = topic.replicationFactor();
        var all = assignment.isEmpty() ? new Placement(image).place(more, replicationFactor) : assignment;
        var changed = new TreeMap<Integer, PartitionState>();
        for (int i = 0; i < more; i++) {
            changed.put(now + i, first(all.get(i), replicationFactor));
        }
        image.put(topic.id(), changed);
        return new CommandResult.Done();
    }

    private void checkName(String name) {
        TopicNames.problem(name).ifPresent(problem -> {
            throw new RefusedException(MetadataError.INVALID_TOPIC_EXCEPTION, problem);
        });
        if (image.topic(name).isPresent()) {
            throw new RefusedException(MetadataError.TOPIC_ALREADY_EXISTS, "the topic " + name + " is there already");
        }
        for (TopicImage other : image.topics()) {
            if (TopicNames.collide(name, other.name())) {
                throw new RefusedException(
                        MetadataError.INVALID_TOPIC_EXCEPTION,
                        "the topic " + name + " must not collide with " + other.name()
                                + " in metrics, where '.' and '_' are the same");
            }
        }
    }

    private List<PartitionState> placed(CreateTopic command) {
        int count = command.partitions() == UNSAID
                ? Integer.parseInt(image.clusterConfig(BrokerKeys.NUM_PARTITIONS))
                : command.partitions();
        int replicationFactor = command.replicationFactor() == UNSAID
                ? Integer.parseInt(image.clusterConfig(BrokerKeys.DEFAULT_REPLICATION_FACTOR))
                : command.replicationFactor();
        checkCount(count);
        var partitions = new ArrayList<PartitionState>();
        for (List<Integer> replicas : new Placement(image).place(count, replicationFactor)) {
            partitions.add(first(replicas, replicationFactor));
        }
        return partitions;
    }

    private List<PartitionState> assigned(CreateTopic command) {
        if (command.partitions() != UNSAID || command.replicationFactor() != UNSAID) {
            throw new RefusedException(
                    MetadataError.INVALID_REQUEST,
                    "partitions and replication factor must be -1 where replicas are assigned, were "
                            + command.partitions() + " and " + command.replicationFactor());
        }
        checkCount(command.assignment().size());
        int replicationFactor = command.assignment().get(0).size();
        var partitions = new ArrayList<PartitionState>();
        for (List<Integer> replicas : command.assignment()) {
            partitions.add(first(replicas, replicationFactor));
        }
        return partitions;
    }

    /** The first state of a partition: who is active is in sync, since there is nothing to be behind of. */
    private PartitionState first(List<Integer> replicas, int replicationFactor) {
        if (replicas.size() != replicationFactor || replicas.isEmpty()) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICA_ASSIGNMENT,
                    "each partition must have as many replicas, at least 1: " + replicationFactor + ", had "
                            + replicas.size());
        }
        boolean known = replicas.stream().allMatch(id -> image.broker(id).isPresent());
        if (!known || new TreeSet<>(replicas).size() != replicas.size()) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICA_ASSIGNMENT,
                    "replicas must be on registered brokers, none twice, were on " + replicas);
        }
        var isr = replicas.stream().filter(image::isActive).toList();
        if (isr.isEmpty()) {
            throw new RefusedException(
                    MetadataError.INVALID_REPLICA_ASSIGNMENT, "a replica must be active, none is of " + replicas);
        }
        return new PartitionState(replicas, isr, List.of(), List.of(), isr.get(0), 0, 0, LeaderRecovery.RECOVERED);
    }

    private static void checkCount(int partitions) {
        if (partitions < 1) {
            throw new RefusedException(MetadataError.INVALID_PARTITIONS, "partitions must be >= 1, were " + partitions);
        }
        if (partitions > MOST_PARTITIONS) {
            throw new RefusedException(
                    MetadataError.POLICY_VIOLATION,
                    "partitions at once must be <= " + MOST_PARTITIONS + ", were " + partitions);
        }
    }

    private TopicImage known(UUID id) {
        return image.topic(id)
                .orElseThrow(
                        () -> new RefusedException(MetadataError.UNKNOWN_TOPIC_ID, "there is no topic with id " + id));
    }
}
