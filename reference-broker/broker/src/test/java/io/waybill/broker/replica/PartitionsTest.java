package io.waybill.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.log.exchange.ReadRequest;
import io.waybill.log.file.LogFailure;
import io.waybill.log.settings.LogSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** All replicas of a broker: how they begin and end, and what is done for them now and then. */
class PartitionsTest {

    private static final UUID OTHER = new UUID(8, 8);

    private static List<String> files(Stage stage) {
        stage.settle();
        List<List<String>> found = new ArrayList<>();
        stage.environment.disk().list(found::add, failure -> {});
        stage.settle();
        return found.get(0);
    }

    @Test
    void logs_are_open_once_each_registration() {
        var stage = Stage.empty();
        assertThat(stage.open).isEqualTo(1);

        stage.create();
        stage.crash();
        stage.open = 0;
        stage.live(-1);

        assertThat(stage.open).isPositive();
        assertThat(stage.replica().leads()).isFalse();
    }

    @Test
    void a_process_goes_on_with_what_the_one_before_has_left() {
        var stage = Stage.alone();
        stage.produce(1);
        stage.produce(-1);
        stage.settle();
        stage.world.runFor(6 * Stage.SECOND);
        stage.seen.clear();

        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 2 hw 2", "found 0-0 of 0", "found 1-1 of 0");
        assertThat(stage.replica().leads()).isTrue();
    }

    @Test
    void a_high_watermark_that_was_not_written_down_begins_at_the_logs_start() {
        var stage = Stage.alone();
        stage.produce(-1);
        stage.settle();
        assertThat(stage.replica().highWatermark()).isEqualTo(1);
        stage.seen.clear();

        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 1 hw 0");
    }

    @Test
    void in_a_run_high_watermarks_may_be_written_down_late() {
        var stage = Stage.alone();
        stage.world.rare = 1;
        stage.produce(-1);
        stage.world.runFor(20 * Stage.SECOND);
        stage.seen.clear();

        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 1 hw 0");
    }

    @Test
    void an_orderly_end_writes_everything_down() {
        var stage = Stage.alone();
        stage.produce(-1);
        stage.settle();
        var closed = new int[1];

        stage.partitions.close(() -> closed[0]++);
        assertThat(stage.partitions.find(Stage.PARTITION)).isEmpty();
        stage.settle();
        assertThat(closed[0]).isEqualTo(1);
        stage.seen.clear();
        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 1 hw 1");
    }

    @Test
    void what_is_written_down_outlives_a_long_wait_for_the_registration() {
        var stage = Stage.alone();
        stage.produce(-1);
        stage.settle();
        stage.partitions.close(() -> {});
        stage.settle();
        stage.crash();

        stage.world.runFor(60_000_000_000L);
        stage.seen.clear();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 1 hw 1");
    }

    @Test
    void an_orderly_end_without_replicas_ends() {
        var stage = Stage.empty();
        var closed = new int[1];

        stage.partitions.close(() -> closed[0]++);
        stage.settle();

        assertThat(closed[0]).isEqualTo(1);
    }

    @Test
    void an_end_while_a_log_opens_waits_for_it() {
        var stage = Stage.empty();
        stage.cluster.create("t", MetadataCluster.TOPIC, List.of(List.of(1, 2, 3)));
        var closed = new int[1];

        stage.partitions.close(() -> closed[0]++);
        stage.settle();

        assertThat(closed[0]).isEqualTo(1);
        assertThat(stage.seen).noneMatch(it -> it.startsWith("leads"));
    }

    @Test
    void no_leadership_survives_its_life() {
        var stage = Stage.leading();
        var answer = stage.produce(-1);
        var replica = stage.replica();
        stage.following.clear();

        stage.cluster.register(1);

        assertThat(answer).hasToString("NOT_LEADER_OR_FOLLOWER");
        assertThat(replica.leads()).isFalse();
        assertThat(stage.partitions.find(Stage.PARTITION)).isEmpty();
        assertThat(stage.partitions.isOffline(Stage.PARTITION)).isFalse();
        assertThat(stage.following).containsExactly("cease");
        stage.live(stage.cluster.epoch(1));
        assertThat(stage.replica()).isSameAs(replica);
        assertThat(stage.following).contains("follow 2 in " + stage.epoch());
    }

    @Test
    void a_deleted_topic_leaves_no_file() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.settle();
        assertThat(files(stage)).anyMatch(it -> it.startsWith(MetadataCluster.TOPIC + "-0."));

        stage.cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));
        assertThat(stage.partitions.find(Stage.PARTITION)).isEmpty();

        assertThat(files(stage)).noneMatch(it -> it.startsWith(MetadataCluster.TOPIC.toString()));
        assertThat(stage.seen).contains("removed");
    }

    @Test
    void a_topic_that_is_deleted_while_its_log_opens_leaves_no_file() {
        var stage = Stage.empty();
        stage.cluster.create("t", MetadataCluster.TOPIC, List.of(List.of(1, 2, 3)));

        stage.cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));
        stage.settle();

        assertThat(files(stage)).noneMatch(it -> it.startsWith(MetadataCluster.TOPIC.toString()));
    }

    @Test
    void a_topic_of_the_same_name_begins_anew() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.settle();
        stage.cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));

        stage.cluster.create("t", OTHER, List.of(List.of(1, 2, 3)));
        stage.settle();

        var found = stage.partitions.replica(new TopicPartition(OTHER, "t", 0));
        assertThat(found).isPresent();
        assertThat(found.orElseThrow().logEndOffset()).isZero();
    }

    @Test
    void a_topic_that_was_deleted_while_it_was_down_leaves_no_file() {
        var stage = Stage.leading();
        stage.cluster.create("u", OTHER, List.of(List.of(1, 2, 3)));
        stage.settle();

        stage.crash();
        stage.cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));
        stage.live(-1);

        assertThat(files(stage))
                .noneMatch(it -> it.startsWith(MetadataCluster.TOPIC.toString()))
                .anyMatch(it -> it.startsWith(OTHER.toString()));
    }

    @Test
    void what_is_deleted_and_configured_between_two_lives_counts_in_the_next() {
        var stage = Stage.leading();
        stage.cluster.create("u", OTHER, List.of(List.of(1, 2, 3)));
        stage.settle();

        stage.cluster.register(1);
        stage.cluster.apply(new DeleteTopic(MetadataCluster.TOPIC));
        stage.cluster.set(ConfigResource.topic("u"), "flush.messages", "100");
        stage.live(-1);

        assertThat(files(stage))
                .noneMatch(it -> it.startsWith(MetadataCluster.TOPIC.toString()))
                .anyMatch(it -> it.startsWith(OTHER.toString()));
        assertThat(stage.partitions.find(Stage.PARTITION)).isEmpty();
        Replica other =
                stage.partitions.replica(new TopicPartition(OTHER, "u", 0)).orElseThrow();
        other.append(Stage.batch(0, 1, -1, 1, "y"));
        stage.settle();
        assertThat(stage.seen).contains("written 1").doesNotContain("flushed 1");
        assertThat(other.promisedOffset()).isEqualTo(1);
    }

    @Test
    void a_damaged_log_is_offline_and_others_are_not() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.produce(1);
        stage.cluster.create("u", OTHER, List.of(List.of(1, 2, 3)));
        stage.settle();
        stage.crash();
        stage.world.disk(1).damage(MetadataCluster.TOPIC + "-0.00000000000000000000.log", 65);
        stage.open = 0;

        stage.live(-1);

        assertThat(stage.seen).contains("offline");
        assertThat(stage.partitions.find(Stage.PARTITION)).isEmpty();
        assertThat(stage.partitions.isOffline(Stage.PARTITION)).isTrue();
        assertThat(stage.partitions.find(new TopicPartition(OTHER, "u", 0))).isPresent();
        assertThat(stage.open).isPositive();
        assertThat(stage.distrusted).isEqualTo(1);
        var closed = new int[1];
        stage.partitions.close(() -> closed[0]++);
        stage.settle();
        assertThat(closed[0]).isEqualTo(1);
    }

    @Test
    void a_read_that_meets_damage_fails_and_ends_the_leadership() {
        var stage = Stage.leading();
        stage.produce(1);
        stage.settle();
        var answer = stage.produce(-1);
        stage.settle();
        stage.world.disk(1).damage(MetadataCluster.TOPIC + "-0.00000000000000000000.log", 65);

        List<LogFailure> failed = new ArrayList<>();
        stage.replica().read(new ReadRequest(0, 100, 1, true), read -> {}, failed::add);
        stage.settle();

        assertThat(failed).extracting(LogFailure::kind).containsExactly(LogFailure.Kind.CORRUPT);
        assertThat(answer).hasToString("KAFKA_STORAGE_ERROR");
        assertThat(stage.partitions.isOffline(Stage.PARTITION)).isTrue();
        assertThat(stage.distrusted).isEqualTo(1);
        stage.cluster.fence(1);
        stage.settle();
        assertThat(stage.following.get(stage.following.size() - 1)).isEqualTo("cease");
    }

    @Test
    void segments_that_are_too_old_go_when_it_is_looked() {
        var stage = Stage.alone();
        stage.cluster.set("segment.ms", "1000");
        stage.cluster.set("retention.ms", "10000");
        stage.produce(-1);
        stage.world.runFor(2 * Stage.SECOND);
        stage.produce(-1);

        stage.world.runFor(301 * Stage.SECOND);

        assertThat(stage.replica().logStartOffset()).isEqualTo(2);
        assertThat(stage.seen).contains("deleted before 2");
    }

    @Test
    void nothing_goes_that_is_not_committed() {
        var stage = Stage.leading();
        stage.cluster.set("segment.ms", "1000");
        stage.cluster.set("retention.ms", "10000");
        stage.produce(1);
        stage.world.runFor(2 * Stage.SECOND);
        stage.produce(1);

        stage.world.runFor(301 * Stage.SECOND);

        assertThat(stage.replica().logStartOffset()).isZero();
    }

    @Test
    void another_interval_is_taken_at_once() {
        var stage = Stage.alone();
        stage.produce(-1);
        stage.settle();
        stage.cluster.set(ConfigResource.CLUSTER, "replica.high.watermark.checkpoint.interval.ms", "100");
        stage.world.runFor(300 * Stage.MILLI);
        stage.seen.clear();

        stage.crash();
        stage.live(stage.cluster.epoch(1));

        assertThat(stage.seen).startsWith("opened 0 1 hw 1");
    }

    @Test
    void a_disk_that_fails_to_write_ends_the_process() {
        var stage = Stage.leading();
        List<String> crashes = new ArrayList<>();
        stage.world.crashed = (node, cause) -> crashes.add(node + ": " + cause.getMessage());
        stage.world.disk(1).failsToWrite = true;

        stage.produce(1);
        stage.settle();

        assertThat(crashes).hasSize(1);
        assertThat(crashes.get(0)).startsWith("1: ").contains("has a disk that fails");
    }

    @Test
    void configurations_are_found_from_the_topic_down_to_the_default() {
        var stage = Stage.leading();
        var fixed = new TreeMap<String, String>();
        var config = new ReplicaConfig(1, stage.cluster.image(), fixed, LogSettings.Mutants.none());
        ConfigKey key = TopicKeys.RETENTION_MS;
        var found = new ArrayList<String>();
        found.add(config.ofTopic(key, "t"));

        fixed.put("log.retention.ms", " 1");
        found.add(config.ofTopic(key, "t"));
        stage.cluster.set(ConfigResource.CLUSTER, "log.retention.ms", "2");
        found.add(config.ofTopic(key, "t"));
        stage.cluster.set(ConfigResource.broker(1), "log.retention.ms", "3");
        found.add(config.ofTopic(key, "t"));
        stage.cluster.set("retention.ms", "4");
        found.add(config.ofTopic(key, "t"));

        assertThat(found).containsExactly("604800000", "1", "2", "3", "4");
        assertThat(config.ofTopic(key, "other")).isEqualTo("3");
    }

    @Test
    void what_elections_depend_on_is_not_taken_from_one_brokers_file() {
        var stage = Stage.leading();
        var fixed = new TreeMap<String, String>();
        fixed.put("min.insync.replicas", "3");
        var config = new ReplicaConfig(1, stage.cluster.image(), fixed, LogSettings.Mutants.none());

        assertThat(config.of("t").minInSync()).isEqualTo(1);
        stage.cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "2");
        assertThat(config.of("t").minInSync()).isEqualTo(2);
    }

    @Test
    void a_batch_may_not_be_larger_than_a_segment_whatever_is_configured() {
        var stage = Stage.leading();
        stage.cluster.set("segment.bytes", "2000");
        stage.cluster.set("max.message.bytes", "1000000");
        var config = new ReplicaConfig(1, stage.cluster.image(), new TreeMap<>(), LogSettings.Mutants.none());

        assertThat(config.of("t").log().maxBatchBytes()).isEqualTo(2000);
    }
}
