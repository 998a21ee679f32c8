package io.waybill.workload;

import io.waybill.fault.Link;
import io.waybill.fault.PartitionView;
import io.waybill.plan.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One partition: what the cluster last said of it and what has befallen it since. Says which moments follow.
 *
 * <p>Calls are one at a time, but for {@link #acknowledged}.
 */
final class WatchedPartition {

    /** A moment, and who or what in a few words. */
    record Sight(Moment moment, String detail) {}

    /** A leader all of whose followers are paused or dead, until one of them is back or it is killed. */
    private static final class Lone {
        private final int leader;
        private final long sinceNanos;
        private final AtomicInteger acknowledged = new AtomicInteger();

        Lone(int leader, long sinceNanos) {
            this.leader = leader;
            this.sinceNanos = sinceNanos;
        }
    }

    private final String name;
    private PartitionView view;
    private long askedNanos;
    private int lastLeader = PartitionView.UNKNOWN;
    private int knownAlone = PartitionView.UNKNOWN;
    private boolean leaderWasBroken;
    private boolean allDown;
    private boolean refuses;
    private long uncleanEpoch = -1;
    private volatile @Nullable Lone lone;

    /**
     * Makes one that knows what the cluster said first.
     *
     * @param askedNanos when it was asked, on the history's clock
     * @param nowNanos when the answer is taken: nodes may have been broken meanwhile
     */
    WatchedPartition(PartitionView first, long askedNanos, Set<Integer> broken, long nowNanos) {
        this.name = first.partition().name();
        this.view = first;
        this.askedNanos = askedNanos;
        // What was so before anybody looked has not become so.
        this.knownAlone = isAlone(first) ? first.leader() : PartitionView.UNKNOWN;
        reign(first.leader(), broken);
        watchLone(broken, nowNanos);
    }

    PartitionView view() {
        return view;
    }

    /**
     * Takes what the cluster said.
     *
     * @param askedNanos when it was asked: several threads ask, and an answer may come after that to a later question
     * @param nowNanos when it is taken
     */
    List<Sight> seen(PartitionView now, long askedNanos, Set<Integer> broken, long nowNanos) {
        if (isOld(now, askedNanos)) {
            return List.of();
        }
        PartitionView before = view;
        view = now;
        this.askedNanos = askedNanos;
        List<Sight> sights = new ArrayList<>();
        if (now.hasLeader() && now.leader() != lastLeader) {
            if (lastLeader != PartitionView.UNKNOWN) {
                String move = name + ": n" + lastLeader + " → n" + now.leader();
                sights.add(new Sight(Moment.LEADERSHIP_MOVED, move));
                // Who does not tell epochs may also tell what was before: then nobody knows who deposed whom.
                if (!leaderWasBroken && now.leaderEpoch() > before.leaderEpoch()) {
                    sights.add(new Sight(Moment.LIVE_LEADER_DEPOSED, move));
                }
            }
            reign(now.leader(), broken);
        }
        if (!now.inSync().containsAll(before.inSync())) {
            sights.add(new Sight(
                    Moment.IN_SYNC_REPLICAS_SHRANK,
                    name + ": " + names(before.inSync()) + " → " + names(now.inSync())));
        }
        if (!Set.copyOf(now.inSync()).equals(Set.copyOf(before.inSync()))) {
            refuses = false;
        }
        sights.addAll(becomesAlone(broken));
        watchLone(broken, nowNanos);
        return sights;
    }

    private boolean isOld(PartitionView now, long asked) {
        if (now.leaderEpoch() == PartitionView.UNKNOWN || view.leaderEpoch() == PartitionView.UNKNOWN) {
            return asked < askedNanos;
        }
        return now.leaderEpoch() < view.leaderEpoch()
                || (now.leaderEpoch() == view.leaderEpoch() && asked < askedNanos);
    }

    /**
     * One that stands still gives nothing away: it counts when it goes on. And one that was the last in sync, died and
     * is back has become nothing: nobody else was in sync meanwhile.
     */
    private List<Sight> becomesAlone(Set<Integer> broken) {
        int known = knownAlone;
        if (view.inSync().stream().anyMatch(node -> node != known)) {
            knownAlone = PartitionView.UNKNOWN;
        }
        if (!isAlone(view) || view.leader() == knownAlone || broken.contains(view.leader())) {
            return List.of();
        }
        knownAlone = view.leader();
        return List.of(new Sight(Moment.LONE_LEADER, name + ": n" + view.leader()));
    }

    private void reign(int leader, Set<Integer> broken) {
        lastLeader = leader;
        leaderWasBroken = broken.contains(leader);
    }

    private static boolean isAlone(PartitionView view) {
        return view.hasLeader() && !view.followers().isEmpty() && view.inSync().equals(List.of(view.leader()));
    }

    /** A node is about to be paused. */
    void beforePause(int node) {
        leaderWasBroken |= node == lastLeader;
    }

    /** A node is about to be killed; what was acknowledged alone until now dies with it. */
    void beforeKill(int node) {
        beforePause(node);
        Lone state = lone;
        if (state != null && state.leader == node) {
            lone = null;
        }
    }

    /** Returns what of this partition dies with a node that is about to be killed: what it had acknowledged alone. */
    Optional<String> acknowledgedAlone(int node) {
        Lone state = lone;
        return state != null && state.leader == node && state.acknowledged.get() > 0
                ? Optional.of(state.acknowledged.get() + " messages of " + name)
                : Optional.empty();
    }

    /** Returns whether a node is the only one in sync, and others could be. */
    boolean isLastInSync(int node) {
        return view.replicas().size() > 1 && view.inSync().equals(List.of(node));
    }

    /** Returns a follower of a leader that is behind, as words. */
    Optional<String> behind(Set<Integer> broken) {
        return view.followers().stream()
                .filter(node -> broken.contains(node) || !view.inSync().contains(node))
                .findFirst()
                .map(node -> name + " with n" + node + " behind");
    }

    /** Other nodes are broken than before. */
    List<Sight> broken(Set<Integer> broken, long nowNanos) {
        watchLone(broken, nowNanos);
        List<Sight> sights = new ArrayList<>(becomesAlone(broken));
        boolean before = allDown;
        allDown = view.inSync().size() > 1 && broken.containsAll(view.inSync());
        if (allDown && !before) {
            sights.add(new Sight(Moment.ALL_IN_SYNC_REPLICAS_DOWN, name + ": " + names(view.inSync())));
        }
        return sights;
    }

    /** A leader that is paused keeps what it has acknowledged alone, but does not begin to be alone meanwhile. */
    private void watchLone(Set<Integer> broken, long nowNanos) {
        boolean isLone = view.hasLeader() && !view.followers().isEmpty() && broken.containsAll(view.followers());
        Lone state = lone;
        boolean isKnown = isLone && state != null && state.leader == view.leader();
        if (!isKnown) {
            lone = isLone && !broken.contains(view.leader()) ? new Lone(view.leader(), nowNanos) : null;
        }
    }

    /** Returns the leader where these links, broken, keep it from hearing its followers or from being heard. */
    Optional<Integer> cutOffBy(Set<Link> links) {
        List<Integer> followers = view.followers();
        int leader = view.leader();
        if (!view.hasLeader() || followers.isEmpty()) {
            return Optional.empty();
        }
        boolean isDeaf = followers.stream().allMatch(each -> links.contains(new Link(each, leader)));
        boolean isMute = followers.stream().allMatch(each -> links.contains(new Link(leader, each)));
        return isDeaf || isMute ? Optional.of(leader) : Optional.empty();
    }

    /** A send was acknowledged. Any thread. */
    Optional<Sight> acknowledged(long invokedNanos) {
        Lone state = lone;
        // What was invoked before the followers stood still may have reached them.
        return state != null && invokedNanos >= state.sinceNanos && state.acknowledged.getAndIncrement() == 0
                ? Optional.of(new Sight(Moment.ACKNOWLEDGED_BY_A_LONE_LEADER, "n" + state.leader + " for " + name))
                : Optional.empty();
    }

    /** The leader refused a batch, too few being in sync. Returns whether it is the first since others were. */
    boolean beginsToRefuse() {
        boolean before = refuses;
        refuses = true;
        return !before;
    }

    /** A leader was elected uncleanly. Returns whether it is news: several nodes may tell of it, and again later. */
    boolean isUncleanNews(long epoch) {
        boolean isNews = epoch > uncleanEpoch;
        uncleanEpoch = Math.max(uncleanEpoch, epoch);
        return isNews;
    }

    private static String names(List<Integer> nodes) {
        return nodes.isEmpty()
                ? "nobody"
                : new HashSet<>(nodes).stream().sorted().map(node -> "n" + node).collect(Collectors.joining(", "));
    }
}
