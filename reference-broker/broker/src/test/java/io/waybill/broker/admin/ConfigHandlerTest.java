package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.metadata.MetadataCluster;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.DescribeConfigsResponse.Synonym;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigHandlerTest {

    private static final int TOPIC = 2;
    private static final int BROKER = 4;

    private final MetadataCluster cluster = MetadataCluster.ofThree();
    private final TreeMap<String, String> config = new TreeMap<>();

    private DescribeConfigsResponse.Resource ask(int type, String name, @Nullable String key) {
        var counter = new Counter(cluster, config);
        var keys = key == null ? null : List.of(key);
        var request = new DescribeConfigsRequest(
                List.of(new DescribeConfigsRequest.Resource((byte) type, name, keys)), true, true);
        return counter.answer(
                        DescribeConfigsResponse.class, answer -> counter.handlers.describeConfigs(request, answer))
                .resources()
                .get(0);
    }

    private DescribeConfigsResponse.Config one(int type, String name, String key) {
        return ask(type, name, key).configs().get(0);
    }

    @Test
    void the_strongest_layer_wins_and_the_others_stand_behind_it() {
        config.put("log.retention.ms", " 400 ");
        cluster.set("retention.ms", "100");
        cluster.set(ConfigResource.broker(1), "log.retention.ms", "200");
        cluster.set(ConfigResource.broker(2), "log.retention.ms", "201");
        cluster.set(ConfigResource.CLUSTER, "log.retention.ms", "300");

        var found = one(TOPIC, "t", "retention.ms");

        assertThat(found.value()).isEqualTo("100");
        assertThat(found.configSource()).isEqualTo((byte) 1);
        assertThat(found.synonyms())
                .containsExactly(
                        new Synonym("retention.ms", "100", (byte) 1),
                        new Synonym("log.retention.ms", "200", (byte) 2),
                        new Synonym("log.retention.ms", "300", (byte) 3),
                        new Synonym("log.retention.ms", "400", (byte) 4),
                        new Synonym("log.retention.ms", "604800000", (byte) 5));
        assertThat(one(BROKER, "1", "log.retention.ms").value()).isEqualTo("200");
    }

    @Test
    void what_elections_depend_on_is_what_the_metadata_say() {
        config.put("min.insync.replicas", "2");
        assertThat(one(TOPIC, "t", "min.insync.replicas").value()).isEqualTo("1");

        cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "3");

        assertThat(one(TOPIC, "t", "min.insync.replicas").value()).isEqualTo("3");
        assertThat(one(BROKER, "1", "min.insync.replicas").configSource()).isEqualTo((byte) 3);
    }

    @Test
    void all_configurations_of_a_topic_are_told_with_what_they_are_for() {
        var all = ask(TOPIC, "t", null).configs();

        assertThat(all).hasSameSizeAs(ConfigVocabulary.all(ConfigScope.TOPIC));
        assertThat(all).allMatch(each -> each.documentation() != null && !each.isSensitive() && !each.readOnly());
    }

    @Test
    void of_all_brokers_only_what_is_set_is_told() {
        assertThat(ask(BROKER, "", null).configs()).isEmpty();

        cluster.set(ConfigResource.CLUSTER, "num.partitions", "4");

        assertThat(ask(BROKER, "", null).configs())
                .extracting(DescribeConfigsResponse.Config::value)
                .containsExactly("4");
    }

    @Test
    void what_cannot_be_asked_for_is_told_apart() {
        assertThat(ask(TOPIC, "missing", null).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(ask(TOPIC, "not allowed", null).error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(ask(BROKER, "2", null).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ask(8, "1", null).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ask(TOPIC, "t", "no.such.key").configs()).isEmpty();
    }
}
