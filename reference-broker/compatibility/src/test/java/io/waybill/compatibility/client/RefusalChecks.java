package io.waybill.compatibility.client;

import static io.waybill.compatibility.client.Clients.get;
import static io.waybill.compatibility.client.Clients.read;
import static io.waybill.compatibility.client.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What the broker has not: who asks for it is told so, soon and with an error that no client repeats for ever. */
final class RefusalChecks {

    private static final long SOON_NANOS = 8_000_000_000L;

    private static final String PLAIN_LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private final Clients clients;

    RefusalChecks(Clients clients) {
        this.clients = clients;
    }

    void a_member_of_a_group_is_refused() {
        String topic = clients.topic(1);
        try (var consumer = clients.consumer("group.id", "g")) {
            consumer.subscribe(List.of(topic));

            soon(() -> assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void a_reader_that_seeks_and_does_not_commit_needs_no_group_though_it_names_one() {
        String topic = clients.topic(1);
        clients.send(topic, 5);
        try (var consumer = clients.consumerOf(topic, "group.id", "g", "enable.auto.commit", "false")) {
            consumer.seek(new TopicPartition(topic, 0), 2);

            soon(() -> assertThat(values(read(consumer, 3))).containsExactly("2", "3", "4"));
        }
    }

    void a_reader_that_commits_by_itself_is_refused_when_it_does() {
        String topic = clients.topic(1);
        clients.send(topic, 5);
        try (var consumer = clients.consumerOf(topic, "group.id", "g", "auto.commit.interval.ms", "10")) {
            consumer.seek(new TopicPartition(topic, 0), 2);

            soon(() -> assertThatThrownBy(() -> read(consumer, Integer.MAX_VALUE))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void a_reader_that_wants_its_committed_position_is_refused() {
        String topic = clients.topic(1);
        try (var consumer = clients.consumerOf(topic, "group.id", "g")) {
            soon(() -> assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void a_commit_is_refused() {
        String topic = clients.topic(1);
        var position = Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1));
        try (var consumer = clients.consumerOf(topic, "group.id", "g", "enable.auto.commit", "false")) {
            soon(() -> assertThatThrownBy(() -> consumer.commitSync(position))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void a_transaction_is_refused() {
        try (var producer = clients.producer("transactional.id", "t", "max.block.ms", "10000")) {
            soon(() -> assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(KafkaException.class)
                    .hasStackTraceContaining("no transactions"));
        }
    }

    @SuppressWarnings("removal") // what is to replace it is not in the older library
    void there_is_no_group() {
        try (var admin = clients.admin()) {
            assertThat(get(admin.listConsumerGroups().all())).isEmpty();
        }
    }

    void administrators_of_groups_are_refused() {
        try (var admin = clients.admin()) {
            soon(() -> assertThatThrownBy(
                            () -> get(admin.describeConsumerGroups(List.of("g")).all()))
                    .isInstanceOf(UnsupportedVersionException.class));
            soon(() -> assertThatThrownBy(
                            () -> get(admin.listConsumerGroupOffsets("g").all()))
                    .isInstanceOf(UnsupportedVersionException.class));
            soon(() -> assertThatThrownBy(
                            () -> get(admin.deleteConsumerGroups(List.of("g")).all()))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void what_is_not_announced_is_not_asked() {
        try (var admin = clients.admin()) {
            soon(() -> assertThatThrownBy(
                            () -> get(admin.describeAcls(AclBindingFilter.ANY).values()))
                    .isInstanceOf(UnsupportedVersionException.class));
            soon(() -> assertThatThrownBy(
                            () -> get(admin.describeUserScramCredentials().all()))
                    .isInstanceOf(UnsupportedVersionException.class));
        }
    }

    void who_wants_to_prove_who_it_is_is_told_that_it_need_not() {
        try (var producer = clients.producer(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "max.block.ms", "10000",
                "sasl.jaas.config", PLAIN_LOGIN + " required username=\"u\" password=\"p\";")) {
            soon(() -> assertThatThrownBy(() -> producer.partitionsFor("any"))
                    .isInstanceOf(AuthenticationException.class));
        }
    }

    private static void soon(Runnable what) {
        long startNanos = System.nanoTime();
        what.run();
        assertThat(System.nanoTime() - startNanos).isLessThan(SOON_NANOS);
    }
}
