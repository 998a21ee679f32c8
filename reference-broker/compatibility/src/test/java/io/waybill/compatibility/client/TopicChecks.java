package io.waybill.compatibility.client;

import static io.waybill.compatibility.client.Clients.bytes;
import static io.waybill.compatibility.client.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics come, change and go. */
final class TopicChecks {

    private final Clients clients;

    TopicChecks(Clients clients) {
        this.clients = clients;
    }

    void a_topic_is_created_as_it_was_wished() {
        String name = clients.freshName();
        try (var admin = clients.admin()) {
            var wish = new NewTopic(name, 3, (short) 1).configs(Map.of("retention.ms", "12345"));
            var created = admin.createTopics(List.of(wish));

            get(created.all());

            assertThat(get(created.numPartitions(name))).isEqualTo(3);
            assertThat(get(created.replicationFactor(name))).isEqualTo(1);
            assertThat(get(created.config(name)).get("retention.ms").value()).isEqualTo("12345");
            var id = get(created.topicId(name));
            var described = describe(admin, name);
            assertThat(described.topicId()).isEqualTo(id);
            assertThat(described.partitions()).hasSize(3).allSatisfy(partition -> {
                assertThat(partition.leader()).isNotNull();
                assertThat(partition.replicas()).hasSize(1);
                assertThat(partition.isr()).hasSize(1);
            });
            assertThat(known(() -> describe(admin, id)).name()).isEqualTo(name);
            await(() -> get(admin.listTopics().names()), names -> names.contains(name));
        }
    }

    private static TopicDescription describe(Admin admin, String name) {
        return known(() -> describeNow(admin, name));
    }

    private static TopicDescription describe(Admin admin, Uuid id) {
        return get(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                .topicIdValues()
                .get(id));
    }

    private static TopicDescription describeNow(Admin admin, String name) {
        return get(admin.describeTopics(List.of(name)).topicNameValues().get(name));
    }

    /** Asks until the answer comes from a broker that has heard of what was created: any may be asked, at any time. */
    private static <T> T known(Supplier<T> ask) {
        long endNanos = System.nanoTime() + Clients.PATIENCE.toNanos();
        while (true) {
            try {
                return ask.get();
            } catch (UnknownTopicOrPartitionException | UnknownTopicIdException e) {
                if (System.nanoTime() > endNanos) {
                    throw e;
                }
            }
        }
    }

    void a_wish_that_is_only_validated_creates_nothing() {
        String name = clients.freshName();
        try (var admin = clients.admin()) {
            var wish = new NewTopic(name, Optional.of(2), Optional.empty());

            get(admin.createTopics(List.of(wish), new CreateTopicsOptions().validateOnly(true))
                    .all());

            assertThat(get(admin.listTopics().names())).doesNotContain(name);
        }
    }

    void a_topic_that_cannot_be_is_refused() {
        String there = clients.topic(1);
        try (var admin = clients.admin()) {
            assertThatThrownBy(() -> create(admin, new NewTopic(there, 1, (short) 1)))
                    .isInstanceOf(TopicExistsException.class);
            assertThatThrownBy(() -> create(admin, new NewTopic("no topic", 1, (short) 1)))
                    .isInstanceOf(InvalidTopicException.class);
            assertThatThrownBy(() -> create(admin, new NewTopic(clients.freshName(), 0, (short) 1)))
                    .isInstanceOf(InvalidPartitionsException.class);
            assertThatThrownBy(() -> create(admin, new NewTopic(clients.freshName(), 1, (short) 99)))
                    .isInstanceOf(InvalidReplicationFactorException.class);
            var wrong = new NewTopic(clients.freshName(), 1, (short) 1).configs(Map.of("retention.ms", "long"));
            assertThatThrownBy(() -> create(admin, wrong)).isInstanceOf(InvalidConfigurationException.class);
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        get(admin.createTopics(List.of(topic)).all());
    }

    void topics_are_deleted_by_name_and_by_id() {
        String byName = clients.topic(1);
        String byId = clients.topic(1);
        try (var admin = clients.admin()) {
            var id = describe(admin, byId).topicId();

            get(admin.deleteTopics(List.of(byName)).all());
            get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());

            await(() -> get(admin.listTopics().names()), names -> !names.contains(byName) && !names.contains(byId));
            assertThatThrownBy(() -> get(admin.deleteTopics(List.of(byName)).all()))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
            var unknown = TopicCollection.ofTopicIds(List.of(Uuid.randomUuid()));
            assertThatThrownBy(() -> get(admin.deleteTopics(unknown).all()))
                    .isInstanceOf(UnknownTopicIdException.class);
        }
    }

    /** A broker may be asked that has not heard of it yet. */
    private static <T> T await(Supplier<T> ask, Predicate<T> isRight) {
        long endNanos = System.nanoTime() + Clients.PATIENCE.toNanos();
        T seen = ask.get();
        while (!isRight.test(seen) && System.nanoTime() < endNanos) {
            Thread.onSpinWait();
            seen = ask.get();
        }
        assertThat(seen).matches(isRight);
        return seen;
    }

    void a_topic_grows_and_does_not_shrink() {
        String topic = clients.topic(1);
        try (var admin = clients.admin();
                var producer = clients.producer()) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all());

            await(() -> describe(admin, topic).partitions(), partitions -> partitions.size() == 3);
            assertThat(get(producer.send(new ProducerRecord<>(topic, 2, null, bytes("v"))))
                            .offset())
                    .isZero();
            assertThatThrownBy(() -> get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                            .all()))
                    .isInstanceOf(InvalidPartitionsException.class);
        }
    }

    void a_topic_that_there_is_not_is_unknown() {
        try (var admin = clients.admin()) {
            assertThatThrownBy(() -> describeNow(admin, clients.freshName()))
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
            var unknown = Uuid.randomUuid();
            assertThatThrownBy(() -> describe(admin, unknown)).isInstanceOf(UnknownTopicIdException.class);
        }
    }

    void many_topics_are_described_at_once() {
        var names = List.of(clients.topic(1), clients.topic(2), clients.topic(3));
        try (var admin = clients.admin()) {
            var described = known(() -> get(admin.describeTopics(names).allTopicNames()));

            assertThat(described.values())
                    .extracting(topic -> topic.partitions().size())
                    .containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    void a_configuration_is_set_and_taken_back() {
        String topic = clients.topic(1);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = clients.admin()) {
            var before = entry(admin, resource, "retention.ms");
            alter(admin, resource, OpType.SET, "retention.ms", "54321");
            var set = await(
                    () -> entry(admin, resource, "retention.ms"),
                    it -> it.value().equals("54321"));
            alter(admin, resource, OpType.DELETE, "retention.ms", null);
            var after = await(
                    () -> entry(admin, resource, "retention.ms"),
                    it -> !it.value().equals("54321"));

            assertThat(before.source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
            assertThat(set.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
            assertThat(set.type()).isEqualTo(ConfigEntry.ConfigType.LONG);
            assertThat(after.value()).isEqualTo(before.value());
        }
    }

    void a_configuration_that_cannot_be_is_refused() {
        String topic = clients.topic(1);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = clients.admin()) {
            assertThatThrownBy(() -> alter(admin, resource, OpType.SET, "no.such.thing", "1"))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> alter(admin, resource, OpType.SET, "retention.ms", "long"))
                    .isInstanceOf(InvalidConfigurationException.class);
            assertThatThrownBy(() -> alter(admin, resource, OpType.APPEND, "retention.ms", "1"))
                    .isInstanceOf(InvalidConfigurationException.class);
        }
    }

    private static void alter(Admin admin, ConfigResource resource, OpType type, String name, String value) {
        Collection<AlterConfigOp> operations = List.of(new AlterConfigOp(new ConfigEntry(name, value), type));
        get(admin.incrementalAlterConfigs(Map.of(resource, operations)).all());
    }

    private static ConfigEntry entry(Admin admin, ConfigResource resource, String name) {
        Config config =
                known(() -> get(admin.describeConfigs(List.of(resource)).all()).get(resource));
        return config.get(name);
    }
}
