package io.waybill.broker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.DescribeConfigsResponse.Config;
import io.waybill.wire.message.DescribeConfigsResponse.Synonym;
import io.waybill.wire.message.ErrorCode;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is configured, and where it comes from. */
final class ConfigHandlerTest {

    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte OF_TOPIC = 1;
    private static final byte OF_BROKER = 2;
    private static final byte OF_ALL_BROKERS = 3;
    private static final byte STATIC = 4;
    private static final byte DEFAULT = 5;

    private final Office office = Office.ofThree();

    @Test
    void a_topic_has_every_configuration_by_default() {
        var resource = ask(TOPIC, "t", null);

        assertThat(resource.error()).isEqualTo(ErrorCode.NONE);
        assertThat(resource.configs())
                .hasSameSizeAs(ConfigVocabulary.all(ConfigScope.TOPIC))
                .allSatisfy(config -> {
                    assertThat(config.configSource()).isEqualTo(DEFAULT);
                    assertThat(config.synonyms()).isEmpty();
                    assertThat(config.documentation()).isNull();
                });
    }

    @Test
    void the_strongest_layer_wins_and_the_others_are_told_behind_it() {
        office.with("log.retention.ms", "4000");
        office.cluster.set(ConfigResource.CLUSTER, "log.retention.ms", "3000");
        office.cluster.set(ConfigResource.broker(1), "log.retention.ms", "2000");
        office.cluster.set(ConfigResource.broker(2), "log.retention.ms", "2222");
        office.cluster.set("retention.ms", "1000");

        var config = one(ask(TOPIC, "t", List.of("retention.ms")));

        assertThat(config.value()).isEqualTo("1000");
        assertThat(config.configSource()).isEqualTo(OF_TOPIC);
        assertThat(withSynonyms(TOPIC, "t", "retention.ms").synonyms())
                .containsExactly(
                        new Synonym("retention.ms", "1000", OF_TOPIC),
                        new Synonym("log.retention.ms", "2000", OF_BROKER),
                        new Synonym("log.retention.ms", "3000", OF_ALL_BROKERS),
                        new Synonym("log.retention.ms", "4000", STATIC),
                        new Synonym("log.retention.ms", TopicKeys.RETENTION_MS.defaultValue(), DEFAULT));
    }

    @Test
    void what_elections_depend_on_is_never_this_brokers_own() {
        office.with("min.insync.replicas", "3");

        var before = one(ask(TOPIC, "t", List.of("min.insync.replicas")));
        office.cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "2");
        var after = one(ask(TOPIC, "t", List.of("min.insync.replicas")));

        assertThat(before.value()).isEqualTo("1");
        assertThat(before.configSource()).isEqualTo(DEFAULT);
        assertThat(after.value()).isEqualTo("2");
        assertThat(after.configSource()).isEqualTo(OF_ALL_BROKERS);
    }

    @Test
    void a_broker_tells_its_own() {
        office.with("replica.lag.time.max.ms", "5000");

        var config = one(ask(BROKER, "1", List.of("replica.lag.time.max.ms")));

        assertThat(config.value()).isEqualTo("5000");
        assertThat(config.configSource()).isEqualTo(STATIC);
    }

    @Test
    void another_broker_must_be_asked_itself() {
        var resource = ask(BROKER, "2", null);

        assertThat(resource.error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(resource.errorMessage())
                .isEqualTo("a broker is asked for itself or for all: must be 1 or empty, was 2");
        assertThat(resource.configs()).isEmpty();
    }

    @Test
    void of_all_brokers_only_what_is_set_is_told() {
        office.with("replica.lag.time.max.ms", "5000");
        office.cluster.set(ConfigResource.CLUSTER, "min.insync.replicas", "2");

        var resource = ask(BROKER, "", null);

        assertThat(resource.configs()).extracting(Config::name).containsExactly("min.insync.replicas");
        assertThat(one(resource).configSource()).isEqualTo(OF_ALL_BROKERS);
    }

    @Test
    void what_is_not_there_is_told_each_for_itself() {
        assertThat(ask(TOPIC, "nowhere", null).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(ask(TOPIC, "no/name", null).error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(ask((byte) 8, "1", null).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(ask(TOPIC, "t", List.of("no.such.key")).configs()).isEmpty();
    }

    @Test
    void a_resource_that_is_asked_for_often_is_described_once() {
        var often = Collections.nCopies(1_000, new DescribeConfigsRequest.Resource(TOPIC, "t", null));
        var handlers = office.handlers();

        var answer = Office.answered(
                DescribeConfigsResponse.class,
                it -> handlers.describeConfigs(new DescribeConfigsRequest(often, true, true), it));

        assertThat(answer.resources()).hasSize(1);
    }

    @Test
    void documentation_is_told_to_who_asks_for_it() {
        var request = new DescribeConfigsRequest(
                List.of(new DescribeConfigsRequest.Resource(TOPIC, "t", List.of("retention.ms"))), false, true);

        assertThat(one(ask(request)).documentation()).isEqualTo(TopicKeys.RETENTION_MS.documentation());
    }

    private DescribeConfigsResponse.Resource ask(byte type, String name, @Nullable List<String> keys) {
        return ask(new DescribeConfigsRequest(
                List.of(new DescribeConfigsRequest.Resource(type, name, keys)), false, false));
    }

    private Config withSynonyms(byte type, String name, String key) {
        return one(ask(new DescribeConfigsRequest(
                List.of(new DescribeConfigsRequest.Resource(type, name, List.of(key))), true, false)));
    }

    private DescribeConfigsResponse.Resource ask(DescribeConfigsRequest request) {
        var handlers = office.handlers();
        return Office.answered(DescribeConfigsResponse.class, answer -> handlers.describeConfigs(request, answer))
                .resources()
                .get(0);
    }

    private static Config one(DescribeConfigsResponse.Resource resource) {
        assertThat(resource.configs()).hasSize(1);
        return resource.configs().get(0);
    }
}
