package io.waybill.system.kafka.client.remote;

import io.waybill.system.ClusterFailedException;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Asks a cluster of others what it is, and makes and removes topics there. Used by one thread at a time. Whoever gets
 * no answer, or a refusal, throws {@link ClusterFailedException}, which says what to do.
 */
final class RemoteAdmin implements AutoCloseable {

    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(15);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private final Admin admin;

    private RemoteAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Makes one; it connects when there is something to ask. */
    static RemoteAdmin open(Access access) {
        try {
            return new RemoteAdmin(Admin.create(settings(access)));
        } catch (KafkaException e) {
            throw new ClusterFailedException(
                    "these settings of connections make no client: " + access.withoutSecrets(said(innermost(e))), e);
        }
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }

    /** Returns the settings of a client that asks a cluster which may be far away. */
    static Map<String, Object> settings(Access access) {
        Map<String, Object> settings = new HashMap<>(access.settings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, access.bootstrapText());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "waybill");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_DEADLINE.toMillis()));
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 2_000);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** What a cluster says of itself. */
    record Introduction(String id, List<Node> brokers) {}

    Introduction introduction() {
        DescribeClusterResult cluster = admin.describeCluster();
        return new Introduction(
                get("what it is", cluster.clusterId()), List.copyOf(get("what it is", cluster.nodes())));
    }

    FeatureMetadata features() {
        return get("what it can do", admin.describeFeatures().featureMetadata());
    }

    /** Returns a broker's settings, those that are secret left out. */
    SortedMap<String, String> settings(Node broker) {
        return settings(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
    }

    /** Returns a topic's settings. */
    SortedMap<String, String> settings(String topic) {
        return settings(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    private SortedMap<String, String> settings(ConfigResource resource) {
        Map<ConfigResource, Config> answer =
                get("for its settings", admin.describeConfigs(List.of(resource)).all());
        SortedMap<String, String> settings = new TreeMap<>();
        for (Config config : answer.values()) {
            for (ConfigEntry entry : config.entries()) {
                if (entry.value() != null) {
                    settings.put(entry.name(), entry.value());
                }
            }
        }
        return settings;
    }

    /** Makes topics, or only asks whether it could. */
    void createTopics(List<TopicSpec> topics, boolean onlyAsk) {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) topic.replicas())
                        .configs(topic.config()))
                .toList();
        admin.createTopics(wanted, new CreateTopicsOptions().validateOnly(onlyAsk))
                .values()
                .forEach((topic, created) -> unless(TopicExistsException.class, "to make topic " + topic, created));
    }

    /** Removes topics. One that is not there is gone already. */
    void deleteTopics(Collection<String> topics) {
        admin.deleteTopics(topics)
                .topicNameValues()
                .forEach((topic, deleted) ->
                        unless(UnknownTopicOrPartitionException.class, "to delete topic " + topic, deleted));
    }

    /** The client asks again where no answer came in time, and may hear then that its first attempt worked. */
    private static void unless(Class<? extends Exception> done, String question, KafkaFuture<Void> answer) {
        try {
            get(question, answer);
        } catch (ClusterFailedException e) {
            if (!done.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    private static <T> T get(String question, KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterFailedException("asked " + question + ", the cluster " + refusal(cause), cause);
        } catch (TimeoutException e) {
            throw new ClusterFailedException(
                    "asked " + question + ", the cluster did not answer within " + ANSWER_DEADLINE.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterFailedException("interrupted while asking " + question, e);
        }
    }

    private static String refusal(Throwable cause) {
        String said = said(cause);
        if (cause instanceof AuthenticationException) {
            Throwable innermost = innermost(cause);
            return "and this client do not trust each other (" + said
                    + (innermost.equals(cause) ? "" : ", because of " + said(innermost))
                    + "): see security.*, ssl.* and sasl.*";
        }
        if (cause instanceof AuthorizationException) {
            return "does not allow it (" + said + "): needed are Create, Describe, DescribeConfigs, Read, Write and"
                    + " Delete of topics that begin with waybill-, and DescribeConfigs of the cluster";
        }
        return "said " + said
                + (cause instanceof UnsupportedVersionException
                        ? " (is it a controller's address, or a broker older than this client can talk to?)"
                        : "");
    }

    private static String said(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
