package io.waybill.server.client;

import io.waybill.client.admin.Admin;
import io.waybill.client.admin.AdminResult;
import io.waybill.client.admin.ClusterDescription;
import io.waybill.client.admin.ConfigChange;
import io.waybill.client.admin.ConfigEntry;
import io.waybill.client.admin.ConfigTarget;
import io.waybill.client.admin.Election;
import io.waybill.client.admin.EpochEnd;
import io.waybill.client.admin.FoundOffset;
import io.waybill.client.admin.NewTopic;
import io.waybill.client.admin.OffsetSpec;
import io.waybill.client.admin.ProducerState;
import io.waybill.client.admin.QuorumDescription;
import io.waybill.client.admin.TopicDescription;
import io.waybill.client.consumer.TopicPart;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An {@link Admin} for plain threads. May be used by any. Each call is answered: where the clients end meanwhile a
 * change is unknown. An exception is a programmer's mistake.
 */
public final class ReferenceAdmin implements AutoCloseable {

    private static final String ENDED = "ClientsEnded";

    private final ClientLoop loop;
    private final Admin admin;

    ReferenceAdmin(ClientLoop loop, Admin admin) {
        this.loop = loop;
        this.admin = admin;
    }

    /** Creates a topic; told is its id. */
    public CompletableFuture<AdminResult<UUID>> createTopic(NewTopic topic) {
        return change(done -> admin.createTopic(topic, done));
    }

    /** Deletes the topic that has a name now. */
    public CompletableFuture<AdminResult<String>> deleteTopic(String name) {
        return change(done -> admin.deleteTopic(name, done));
    }

    /** Gives a topic more partitions; told is how many it has. */
    public CompletableFuture<AdminResult<Integer>> growTopic(String name, int partitions) {
        return change(done -> admin.growTopic(name, partitions, done));
    }

    /** Asks for the names of all topics, in their order. */
    public CompletableFuture<AdminResult<List<String>>> listTopics() {
        return question(admin::listTopics);
    }

    /** Asks how a topic is. */
    public CompletableFuture<AdminResult<TopicDescription>> describeTopic(String name) {
        return question(done -> admin.describeTopic(name, done));
    }

    /** Asks who is in the cluster. */
    public CompletableFuture<AdminResult<ClusterDescription>> describeCluster() {
        return question(admin::describeCluster);
    }

    /** Asks the leader of the controllers' quorum how it is. */
    public CompletableFuture<AdminResult<QuorumDescription>> describeQuorum() {
        return question(admin::describeQuorum);
    }

    /** Asks what is configured, by name. */
    public CompletableFuture<AdminResult<SortedMap<String, ConfigEntry>>> describeConfigs(ConfigTarget of) {
        return question(done -> admin.describeConfigs(of, done));
    }

    /** Changes configurations of one topic, one broker or all brokers: all of the changes or none. */
    public CompletableFuture<AdminResult<ConfigTarget>> alterConfigs(ConfigTarget of, List<ConfigChange> changes) {
        var copy = List.copyOf(changes);
        return change(done -> admin.alterConfigs(of, copy, done));
    }

    /** Asks a partition's leader for an offset. */
    public CompletableFuture<AdminResult<FoundOffset>> offset(TopicPart part, OffsetSpec spec) {
        return question(done -> admin.offset(part, spec, done));
    }

    /** Asks a partition's leader where a leader epoch ends. */
    public CompletableFuture<AdminResult<EpochEnd>> epochEnd(TopicPart part, int leaderEpoch) {
        return question(done -> admin.epochEnd(part, leaderEpoch, done));
    }

    /** Deletes the records of a partition before an offset, 0 or more; told is where it begins now. */
    public CompletableFuture<AdminResult<Long>> deleteRecords(TopicPart part, long before) {
        return change(done -> admin.deleteRecords(part, before, done));
    }

    /** Deletes the records of a partition that are committed when its leader is asked; told is where it begins now. */
    public CompletableFuture<AdminResult<Long>> deleteAllRecords(TopicPart part) {
        return change(done -> admin.deleteAllRecords(part, done));
    }

    /** Asks a partition's leader which producers it remembers. */
    public CompletableFuture<AdminResult<List<ProducerState>>> describeProducers(TopicPart part) {
        return question(done -> admin.describeProducers(part, done));
    }

    /** Has another replica lead a partition. */
    public CompletableFuture<AdminResult<TopicPart>> elect(TopicPart part, Election election) {
        return change(done -> admin.elect(part, election, done));
    }

    private <T> CompletableFuture<AdminResult<T>> change(Consumer<Consumer<AdminResult<T>>> work) {
        if (loop.isOver()) {
            return CompletableFuture.completedFuture(
                    new AdminResult.Failed<>(ENDED, "the clients had ended before it was asked for"));
        }
        return loop.ask(work, why -> new AdminResult.Unknown<>(ENDED, why));
    }

    private <T> CompletableFuture<AdminResult<T>> question(Consumer<Consumer<AdminResult<T>>> work) {
        return loop.ask(work, why -> new AdminResult.Failed<>(ENDED, why));
    }

    /** Ends it at once: what was under way is unknown, the rest has failed, and both are told. */
    @Override
    public void close() {
        loop.close(admin);
    }
}
