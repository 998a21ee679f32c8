package io.waybill.broker.fetching;

import io.waybill.broker.replica.Following;
import io.waybill.broker.replica.Replica;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Environment;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Fetches for all replicas of a broker that follow: a loop for each leader. A follower asks from where its log ends and
 * says the epoch of its last record; where the leader's log parts from that, it truncates and asks again (KIP-101,
 * KIP-279, KIP-595). It asks only for what follows after all that it has promised to keep, so that its leader may count
 * on everything below the offset of a fetch.
 *
 * <p>On the node's loop only.
 */
public final class Fetchers implements Following {

    private final Environment environment;
    private final FetchContext context;
    private final Function<Replica, Followed> view;
    private final SortedMap<Integer, LeaderFetch> leaders = new TreeMap<>();
    private final SortedMap<TopicPartition, Follower> followers = new TreeMap<>();
    private boolean isClosed;

    /**
     * Makes it; it fetches for nobody yet.
     *
     * @param addresses where leaders are found; asked before each fetch, so that a new address is used at once
     * @param brokerEpoch what this life is registered with now; -1 where it is not
     * @param settings as they are now
     * @param view gives the view of a replica; equal ones for the same replica
     */
    public Fetchers(
            Environment environment,
            BrokerAddresses addresses,
            LongSupplier brokerEpoch,
            Supplier<FetchSettings> settings,
            BrokerMutants mutants,
            Function<Replica, Followed> view) {
        this.view = view;
        this.environment = environment;
        this.context = new FetchContext(
                environment.node(),
                brokerEpoch,
                addresses,
                settings,
                FollowerFlaws.of(mutants),
                new FetchProbes(environment.probes()));
    }

    @Override
    public void follow(Replica replica, int leader, int leaderEpoch) {
        follow(view.apply(replica), leader, leaderEpoch);
    }

    @Override
    public void cease(Replica replica) {
        cease(replica.partition());
    }

    /** Ends all fetching, for good: nothing is appended any more. */
    public void close() {
        isClosed = true;
        followers.values().forEach(Follower::cease);
        followers.clear();
        leaders.values().forEach(LeaderFetch::close);
        leaders.clear();
    }

    void follow(Followed replica, int leader, int leaderEpoch) {
        if (isClosed) {
            return;
        }
        Follower follower = followers.get(replica.partition());
        if (follower == null || !follower.replica().equals(replica)) {
            // Another object is another log: what the one before is still busy with does not concern it.
            cease(replica.partition());
            follower = new Follower(replica, environment.timers(), this::changed);
            followers.put(replica.partition(), follower);
        } else {
            leave(follower);
        }
        if (follower.follow(leader, leaderEpoch)) {
            context.probes().changesLeaderWhileBusy.hit();
        }
        if (context.flaws().neverTruncates()) {
            follower.ignoreEpochs();
        }
        leaders.computeIfAbsent(leader, id -> new LeaderFetch(environment, id, context))
                .add(follower);
    }

    void cease(TopicPartition partition) {
        Follower follower = followers.get(partition);
        if (follower != null) {
            leave(follower);
            follower.cease();
            forget(follower);
        }
    }

    private void leave(Follower follower) {
        LeaderFetch from = leaders.get(follower.leader());
        if (from != null) {
            from.remove(follower);
            if (from.isIdle()) {
                leaders.remove(follower.leader());
                from.close();
            }
        }
    }

    private void changed(Follower follower) {
        LeaderFetch of = leaders.get(follower.leader());
        if (of == null) {
            forget(follower);
        } else {
            of.wake();
        }
    }

    /** One that is busy is kept: its replica may follow again before what it does has ended. */
    private void forget(Follower follower) {
        TopicPartition partition = follower.replica().partition();
        boolean isKnown = followers.get(partition) == follower;
        if (isKnown && follower.followsNobody() && !follower.isBusy()) {
            followers.remove(partition);
        }
    }
}
