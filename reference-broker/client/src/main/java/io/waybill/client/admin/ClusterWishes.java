package io.waybill.client.admin;

import io.waybill.environment.Endpoint;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.DescribeClusterRequest;
import io.waybill.wire.message.DescribeClusterResponse;
import io.waybill.wire.message.DescribeConfigsRequest;
import io.waybill.wire.message.DescribeConfigsResponse;
import io.waybill.wire.message.DescribeQuorumRequest;
import io.waybill.wire.message.DescribeQuorumResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.IncrementalAlterConfigsRequest;
import io.waybill.wire.message.IncrementalAlterConfigsResponse;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is asked for of the cluster as a whole: who is there, and what is configured. */
final class ClusterWishes {

    private static final byte OF_BROKERS = 1;
    private static final int FIRST_WITH_FENCED = 2;
    private static final String QUORUM_LOG = "__cluster_metadata";

    private ClusterWishes() {}

    static Wish<ClusterDescription> describe() {
        return new Wish<>(
                Api.DESCRIBE_CLUSTER,
                Target.ANY,
                (version, millis) -> new DescribeClusterRequest(OF_BROKERS, version >= FIRST_WITH_FENCED),
                ClusterWishes::described);
    }

    private static Said<ClusterDescription> described(Response response) {
        if (!(response instanceof DescribeClusterResponse it)) {
            return Said.nothing();
        }
        return it.error() == ErrorCode.NONE
                ? Said.of(new ClusterDescription(
                        it.clusterId(),
                        it.controllerId(),
                        it.brokers().stream().map(ClusterWishes::broker).toList()))
                : Said.failed(it.error(), it.errorMessage());
    }

    private static ClusterDescription.Broker broker(DescribeClusterResponse.Broker it) {
        return new ClusterDescription.Broker(
                it.brokerId(), new Endpoint(it.host(), it.port()), it.rack(), it.isFenced());
    }

    static Wish<QuorumDescription> quorum() {
        var log = new DescribeQuorumRequest.Topic(QUORUM_LOG, List.of(new DescribeQuorumRequest.Partition(0)));
        return new Wish<>(
                Api.DESCRIBE_QUORUM,
                Target.ANY,
                (version, millis) -> new DescribeQuorumRequest(List.of(log)),
                ClusterWishes::quorum);
    }

    private static Said<QuorumDescription> quorum(Response response) {
        if (!(response instanceof DescribeQuorumResponse it)) {
            return Said.nothing();
        }
        if (it.error() != ErrorCode.NONE) {
            return Said.failed(it.error(), it.errorMessage());
        }
        if (it.topics().size() != 1 || it.topics().get(0).partitions().size() != 1) {
            return Said.nothing();
        }
        var log = it.topics().get(0).partitions().get(0);
        return log.error() == ErrorCode.NONE
                ? Said.of(new QuorumDescription(
                        log.leaderId(),
                        log.leaderEpoch(),
                        log.highWatermark(),
                        members(log.currentVoters()),
                        members(log.observers())))
                : Said.failed(log.error(), log.errorMessage());
    }

    private static List<QuorumDescription.Member> members(List<DescribeQuorumResponse.Replica> replicas) {
        return replicas.stream()
                .map(each -> new QuorumDescription.Member(each.replicaId(), each.logEndOffset()))
                .toList();
    }

    /** Returns the question what is configured; a broker is asked for itself, anybody for the rest. */
    static Wish<SortedMap<String, ConfigEntry>> configs(ConfigTarget of) {
        var resource = new DescribeConfigsRequest.Resource(of.kind().code(), of.name(), null);
        return new Wish<>(
                Api.DESCRIBE_CONFIGS,
                target(of),
                (version, millis) -> new DescribeConfigsRequest(List.of(resource), false, false),
                ClusterWishes::configs);
    }

    private static Target target(ConfigTarget of) {
        if (of.kind() == ConfigTarget.Kind.TOPIC || of.name().isEmpty()) {
            return Target.ANY;
        }
        try {
            return new Target.Broker(Integer.parseInt(of.name()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a broker must be named by its number, was \"" + of.name() + "\"", e);
        }
    }

    private static Said<SortedMap<String, ConfigEntry>> configs(Response response) {
        if (!(response instanceof DescribeConfigsResponse it) || it.resources().size() != 1) {
            return Said.nothing();
        }
        var resource = it.resources().get(0);
        if (resource.error() != ErrorCode.NONE) {
            return Said.failed(resource.error(), resource.errorMessage());
        }
        SortedMap<String, ConfigEntry> entries = new TreeMap<>();
        for (DescribeConfigsResponse.Config each : resource.configs()) {
            entries.put(each.name(), new ConfigEntry(each.name(), each.value(), each.configSource()));
        }
        return Said.of(entries);
    }

    static Wish<ConfigTarget> alter(ConfigTarget target, List<ConfigChange> changes) {
        var configs = changes.stream()
                .map(each -> new IncrementalAlterConfigsRequest.Config(
                        each.name(), each.kind().code(), each.value()))
                .toList();
        var resource = new IncrementalAlterConfigsRequest.Resource(target.kind().code(), target.name(), configs);
        return new Wish<>(
                Api.INCREMENTAL_ALTER_CONFIGS,
                Target.ANY,
                (version, millis) -> new IncrementalAlterConfigsRequest(List.of(resource), false),
                response -> altered(target, response));
    }

    private static Said<ConfigTarget> altered(ConfigTarget target, Response response) {
        if (!(response instanceof IncrementalAlterConfigsResponse it)
                || it.resources().size() != 1) {
            return Said.nothing();
        }
        var resource = it.resources().get(0);
        return resource.error() == ErrorCode.NONE
                ? Said.of(target)
                : Said.failed(resource.error(), resource.errorMessage());
    }
}
