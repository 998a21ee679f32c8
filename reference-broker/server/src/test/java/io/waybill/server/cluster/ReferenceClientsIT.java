package io.waybill.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.ClusterDescription;
import io.waybill.client.admin.ConfigChange;
import io.waybill.client.admin.ConfigTarget;
import io.waybill.client.admin.Election;
import io.waybill.client.admin.FoundOffset;
import io.waybill.client.admin.NewTopic;
import io.waybill.client.admin.OffsetSpec;
import io.waybill.client.admin.TopicDescription;
import io.waybill.client.consumer.PollResult;
import io.waybill.client.consumer.TopicPart;
import io.waybill.client.producer.ProducerRecord;
import io.waybill.client.producer.SendResult;
import io.waybill.environment.Endpoint;
import io.waybill.server.client.ClientsEndedException;
import io.waybill.server.client.ReferenceClients;
import io.waybill.server.client.ReferenceConsumer;
import io.waybill.server.client.ReferenceProducer;
import io.waybill.server.loop.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference clients as a plain thread uses them, against three nodes of this process. */
final class ReferenceClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final TopicPart PART = new TopicPart("orders", 0);
    private static final Map<String, String> ADMIN = Map.of("default.api.timeout.ms", "60000");

    @TempDir
    private Path folder;

    @Test
    void a_plain_thread_creates_writes_reads_changes_and_deletes() {
        try (var cluster = RealCluster.start(folder, 3, 1, Map.of("min.insync.replicas", "2"));
                var clients = ReferenceClients.open(cluster.bootstrap())) {
            var admin = clients.admin(ADMIN);
            var producer = clients.producer(Map.of("acks", "all"));
            var consumer = clients.consumer(Map.of());

            done(admin.createTopic(NewTopic.of("orders", 1, 3).with(Map.of("retention.ms", "60000"))));
            send(producer, 20);
            consumer.assign(Map.of(PART, 0L)).join();

            assertThat(read(consumer, 20)).startsWith("0", "1").endsWith("19");
            assertThat(done(admin.offset(PART, OffsetSpec.LATEST)))
                    .extracting(FoundOffset::offset)
                    .isEqualTo(20L);
            assertThat(done(admin.offset(PART, OffsetSpec.ofTime(0))).offset()).isZero();
            assertThat(done(admin.offset(PART, OffsetSpec.MAX_TIMESTAMP)).offset())
                    .isBetween(0L, 19L);
            assertThat(done(admin.epochEnd(PART, 1_000)).endOffset()).isEqualTo(20);
            assertThat(done(admin.describeProducers(PART))).hasSize(1);
            assertThat(done(admin.deleteRecords(PART, 5))).isEqualTo(5L);
            assertThat(done(admin.offset(PART, OffsetSpec.EARLIEST)).offset()).isEqualTo(5);
            assertThat(done(admin.deleteAllRecords(PART))).isEqualTo(20L);
            assertThat(consumer.position(PART).join()).isEqualTo(20L);

            ClusterDescription seen = done(admin.describeCluster());
            assertThat(seen.brokers()).extracting(ClusterDescription.Broker::id).containsExactly(1, 2, 3);
            assertThat(done(admin.describeQuorum()).voters()).hasSize(3);
            assertThat(done(admin.listTopics())).containsExactly("orders");
            assertThat(done(admin.describeConfigs(ConfigTarget.broker(2))))
                    .hasEntrySatisfying(
                            "min.insync.replicas",
                            entry -> assertThat(entry.value()).isEqualTo("2"));

            done(admin.growTopic("orders", 3));
            done(admin.alterConfigs(ConfigTarget.topic("orders"), List.of(ConfigChange.set("retention.ms", "70000"))));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(done(admin.describeTopic("orders")).partitions())
                        .hasSize(3)
                        .allSatisfy(partition -> assertThat(partition.inSync()).hasSize(3));
                assertThat(done(admin.describeConfigs(ConfigTarget.topic("orders"))))
                        .hasEntrySatisfying(
                                "retention.ms",
                                entry -> assertThat(entry.value()).isEqualTo("70000"));
            });
            assertThat(admin.elect(PART, Election.PREFERRED).join())
                    .isInstanceOfSatisfying(
                            AdminResult.Failed.class,
                            failed -> assertThat(failed.error()).isEqualTo("ELECTION_NOT_NEEDED"));

            done(admin.deleteTopic("orders"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(admin.describeTopic("orders").join()).isInstanceOf(AdminResult.Failed.class));
        }
    }

    @Test
    void whoever_waits_is_told_when_the_clients_are_closed() {
        Endpoint nobody = FreePorts.endpoint();
        var clients = ReferenceClients.open(List.of(nobody));
        var admin = clients.admin(ADMIN);
        var producer = clients.producer(Map.of());
        var consumer = clients.consumer(Map.of());

        CompletableFuture<SendResult> sent = producer.send(ProducerRecord.of("orders", null, new byte[1]));
        CompletableFuture<AdminResult<TopicDescription>> asked = admin.describeTopic("orders");
        CompletableFuture<PollResult> polled = consumer.poll(PATIENCE);
        CompletableFuture<PollResult> twice = consumer.poll(PATIENCE);
        assertThatThrownBy(() -> in(twice)).hasRootCauseInstanceOf(IllegalStateException.class);
        clients.close();

        assertThat(in(sent)).isInstanceOf(SendResult.Failed.class);
        assertThat(in(asked)).isInstanceOf(AdminResult.Failed.class);
        assertThat(polled).isDone();
        assertThat(in(producer.send(ProducerRecord.of("orders", null, new byte[1]))))
                .isInstanceOf(SendResult.Failed.class);
        assertThatThrownBy(() -> in(consumer.poll(POLL))).hasRootCauseInstanceOf(ClientsEndedException.class);
    }

    @Test
    void a_bootstrap_that_is_none_is_said_with_what_is_expected() {
        assertThatThrownBy(() -> ReferenceClients.open("localhost:9092,there"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bootstrap must be host:port with commas between them, was \"localhost:9092,there\","
                        + " at \"there\"");
    }

    private static <T> T in(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static <T> T done(CompletableFuture<AdminResult<T>> result) {
        return in(result) instanceof AdminResult.Done<T> done
                ? done.value()
                : Assertions.fail("not carried out: " + in(result));
    }

    private static void send(ReferenceProducer<byte[], byte[]> producer, int count) {
        List<CompletableFuture<SendResult>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(
                    ProducerRecord.<byte[], byte[]>of("orders", null, value).to(0)));
        }
        in(producer.flush());
        assertThat(sent).allSatisfy(each -> assertThat(each.join()).isInstanceOf(SendResult.Acknowledged.class));
    }

    private static List<String> read(ReferenceConsumer consumer, int count) {
        List<String> values = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            if (in(consumer.poll(POLL)) instanceof PollResult.Records records) {
                records.records().forEach(each -> values.add(new String(each.value(), StandardCharsets.UTF_8)));
            }
            return values.size() >= count;
        });
        return values;
    }
}
