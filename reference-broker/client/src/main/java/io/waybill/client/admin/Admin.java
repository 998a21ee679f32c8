package io.waybill.client.admin;

import io.waybill.client.cluster.BrokerChannels;
import io.waybill.client.cluster.TopicLeaders;
import io.waybill.client.config.AdminSettings;
import io.waybill.client.consumer.TopicPart;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An administrator: asks and changes one thing a call, as many at a time as are wanted. Each is sent to who can answer
 * it, again where that is harmless, until {@code default.api.timeout.ms} is over; docs/outcomes-admin.md says which
 * answer means what. A question is {@link AdminResult.Done} or {@link AdminResult.Failed}, a change may be
 * {@link AdminResult.Unknown} as well.
 *
 * <p>What a broker answers from its own metadata may lie behind what the controllers have decided: a topic that was
 * created a moment ago may not be known yet.
 *
 * <p>Used on the environment's loop only, where it also calls back, each time once; never before the call that asked
 * has returned, unless it is closed.
 */
public final class Admin {

    private static final long MILLI = 1_000_000;
    /** Deletes what is committed by the time that the leader is asked. */
    private static final long HIGH_WATERMARK = -1;

    private final Environment environment;
    private final AdminSettings settings;
    private final BrokerChannels brokers;
    private final Call.Shared shared;
    private final Set<Call<?>> calls = new LinkedHashSet<>();
    private boolean closed;

    /** Makes an administrator; it connects when there is something to ask. */
    public Admin(Environment environment, List<Endpoint> bootstrap, AdminSettings settings) {
        this.environment = environment;
        this.settings = settings;
        this.brokers = new BrokerChannels(environment, bootstrap, settings.clientId());
        this.shared = new Call.Shared(environment, settings, brokers, environment.randomness("admin backoff"));
    }

    // ---- topics ------------------------------------------------------------------------------------------------

    /** Creates a topic; told is its id. */
    public void createTopic(NewTopic topic, Consumer<AdminResult<UUID>> done) {
        call(TopicWishes.create(topic), done);
    }

    /**
     * Deletes the topic that has a name now; told is the name. It is looked for first, and then deleted by its id, so
     * that a late request cannot hit another one of the same name.
     */
    public void deleteTopic(String name, Consumer<AdminResult<String>> done) {
        long untilNanos = deadlineNanos();
        call(TopicWishes.describe(name), untilNanos, found -> {
            UUID id = found instanceof AdminResult.Done<TopicDescription> known
                            && !known.value().id().equals(TopicLeaders.NO_ID)
                    ? known.value().id()
                    : null;
            call(TopicWishes.delete(name, id), untilNanos, deleted -> {
                // Who was asked for the id may have lagged behind; the controllers know the name.
                if (id != null
                        && deleted instanceof AdminResult.Failed<String> failed
                        && failed.error().equals("UNKNOWN_TOPIC_ID")) {
                    call(TopicWishes.delete(name, null), untilNanos, done);
                } else {
                    done.accept(deleted);
                }
            });
        });
    }

    /** Gives a topic more partitions; told is how many it has. */
    public void growTopic(String name, int partitions, Consumer<AdminResult<Integer>> done) {
        call(TopicWishes.grow(name, partitions), done);
    }

    /** Asks for the names of all topics, in their order. */
    public void listTopics(Consumer<AdminResult<List<String>>> done) {
        call(TopicWishes.list(), done);
    }

    /** Asks how a topic is. */
    public void describeTopic(String name, Consumer<AdminResult<TopicDescription>> done) {
        call(TopicWishes.describe(name), done);
    }

    // ---- the cluster -------------------------------------------------------------------------------------------

    /** Asks who is in the cluster. */
    public void describeCluster(Consumer<AdminResult<ClusterDescription>> done) {
        call(ClusterWishes.describe(), done);
    }

    /** Asks the leader of the controllers' quorum how it is. */
    public void describeQuorum(Consumer<AdminResult<QuorumDescription>> done) {
        call(ClusterWishes.quorum(), done);
    }

    /** Asks what is configured, by name. */
    public void describeConfigs(ConfigTarget of, Consumer<AdminResult<SortedMap<String, ConfigEntry>>> done) {
        call(ClusterWishes.configs(of), done);
    }

    /** Changes configurations of one topic, one broker or all brokers: all of the changes or none. */
    public void alterConfigs(ConfigTarget of, List<ConfigChange> changes, Consumer<AdminResult<ConfigTarget>> done) {
        call(ClusterWishes.alter(of, changes), done);
    }

    // ---- partitions --------------------------------------------------------------------------------------------

    /** Asks a partition's leader for an offset. */
    public void offset(TopicPart part, OffsetSpec spec, Consumer<AdminResult<FoundOffset>> done) {
        call(PartitionWishes.offset(part, spec), done);
    }

    /** Asks a partition's leader where a leader epoch ends. */
    public void epochEnd(TopicPart part, int leaderEpoch, Consumer<AdminResult<EpochEnd>> done) {
        call(PartitionWishes.epochEnd(part, leaderEpoch), done);
    }

    /** Deletes the records of a partition before an offset, 0 or more; told is where it begins now. */
    public void deleteRecords(TopicPart part, long before, Consumer<AdminResult<Long>> done) {
        if (before < 0) {
            throw new IllegalArgumentException("before must be >= 0, was " + before);
        }
        call(PartitionWishes.deleteRecords(part, before), done);
    }

    /** Deletes the records of a partition that are committed when its leader is asked; told is where it begins now. */
    public void deleteAllRecords(TopicPart part, Consumer<AdminResult<Long>> done) {
        call(PartitionWishes.deleteRecords(part, HIGH_WATERMARK), done);
    }

    /** Asks a partition's leader which producers it remembers. */
    public void describeProducers(TopicPart part, Consumer<AdminResult<List<ProducerState>>> done) {
        call(PartitionWishes.producers(part), done);
    }

    /**
     * Has another replica lead a partition. Where the right one leads already that is {@link AdminResult.Failed} with
     * {@code ELECTION_NOT_NEEDED}.
     */
    public void elect(TopicPart part, Election election, Consumer<AdminResult<TopicPart>> done) {
        call(PartitionWishes.elect(part, election), done);
    }

    // ----------------------------------------------------------------------------------------------------------

    /** Ends it at once: what was under way is unknown, the rest has failed. All who wait are told within this call. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(calls).forEach(Call::close);
        brokers.close();
    }

    private long deadlineNanos() {
        return environment.clock().nanos() + settings.apiTimeoutMillis() * MILLI;
    }

    private <T> void call(Wish<T> wish, Consumer<AdminResult<T>> done) {
        call(wish, deadlineNanos(), done);
    }

    private <T> void call(Wish<T> wish, long untilNanos, Consumer<AdminResult<T>> done) {
        var holder = new Ending<T>(done);
        var call = new Call<>(shared, wish, untilNanos, holder);
        holder.call = call;
        calls.add(call);
        if (closed) {
            call.close();
        } else {
            call.begin();
        }
    }

    /** Forgets a call and tells how it ended. */
    private final class Ending<T> implements Consumer<AdminResult<T>> {

        private final Consumer<AdminResult<T>> done;
        private @Nullable Call<T> call;

        Ending(Consumer<AdminResult<T>> done) {
            this.done = done;
        }

        @Override
        public void accept(AdminResult<T> result) {
            calls.remove(call);
            done.accept(result);
        }
    }
}
