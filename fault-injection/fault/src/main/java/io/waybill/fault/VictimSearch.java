package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.util.List;
import java.util.SortedSet;

/**
 * Finds out who a victim is. Pure.
 *
 * @param nodes all nodes, in ascending order
 * @param situation what the cluster said
 * @param avoided whom a draw passes over while there are others
 * @param random what the seed still has to decide
 */
record VictimSearch(List<Integer> nodes, Situation situation, SortedSet<Integer> avoided, Randomness random)
        implements Victim.Cases<VictimSearch.Found> {

    /**
     * Who it is.
     *
     * @param hit in ascending order; empty where there is nobody
     * @param refusal why there is nobody; empty where there is somebody
     */
    record Found(List<Integer> hit, String refusal) {
        static Found of(List<Integer> hit) {
            return new Found(hit.stream().sorted().toList(), "");
        }

        static Found nobody(String reason) {
            return new Found(List.of(), reason);
        }

        boolean isRefused() {
            return hit.isEmpty();
        }
    }

    Found find(Victim victim) {
        return victim.match(this);
    }

    @Override
    public Found leader(Victim.Leader leader) {
        PartitionView view = situation.partitions().get(leader.partition());
        return view == null || !view.hasLeader()
                ? Found.nobody(leader.partition().name() + " has no leader")
                : Found.of(List.of(view.leader()));
    }

    @Override
    public Found followers(Victim.Followers followers) {
        return followersOf(followers.partition());
    }

    @Override
    public Found follower(Victim.Follower follower) {
        return drawn(1, follower, followersOf(follower.partition()));
    }

    @Override
    public Found inSyncReplica(Victim.InSyncReplica replica) {
        PartitionView view = situation.partitions().get(replica.partition());
        Found followers = followersOf(replica.partition());
        return view == null || followers.isRefused()
                ? followers
                : drawn(
                        1,
                        replica,
                        orNobody(
                                followers.hit().stream()
                                        .filter(view.inSync()::contains)
                                        .toList(),
                                replica.partition().name() + " has no follower in sync"));
    }

    @Override
    public Found laggingReplica(Victim.LaggingReplica replica) {
        // A partition without a leader has them too: those that cannot become it.
        PartitionView view = situation.partitions().get(replica.partition());
        List<Integer> behind = view == null
                ? List.of()
                : view.replicas().stream()
                        .filter(node -> !view.inSync().contains(node) && node != view.leader())
                        .toList();
        return drawn(1, replica, orNobody(behind, replica.partition().name() + " has no replica that lags"));
    }

    @Override
    public Found node(Victim.Node node) {
        return nodes.contains(node.id()) ? Found.of(List.of(node.id())) : Found.nobody("there is no node " + node.id());
    }

    @Override
    public Found all(Victim.All all) {
        return Found.of(nodes);
    }

    @Override
    public Found any(Victim.Any any) {
        return drawn(1, any, Found.of(nodes));
    }

    @Override
    public Found quorumLeader(Victim.QuorumLeader leader) {
        return situation.quorum().hasLeader()
                ? Found.of(List.of(situation.quorum().leader()))
                : Found.nobody("the quorum has no leader");
    }

    @Override
    public Found quorumFollower(Victim.QuorumFollower follower) {
        return drawn(1, follower, orNobody(situation.quorum().followers(), "the quorum has no followers"));
    }

    @Override
    public Found controllers(Victim.Controllers controllers) {
        return orNobody(situation.quorum().voters(), "the quorum has no voters");
    }

    @Override
    public Found minority(Victim.Minority minority) {
        int count = (nodes.size() - 1) / 2;
        return count == 0
                ? Found.nobody("no node of " + nodes.size() + " may be missing")
                : drawn(count, minority, Found.of(nodes));
    }

    @Override
    public Found everyoneBut(Victim.EveryoneBut but) {
        Found spared = find(but.spared());
        return spared.isRefused()
                ? spared
                : orNobody(
                        nodes.stream()
                                .filter(node -> !spared.hit().contains(node))
                                .toList(),
                        "there is nobody but " + but.spared());
    }

    @Override
    public Found clients(Victim.Clients clients) {
        List<Integer> ids = clients.group().isEmpty()
                ? situation.allClients()
                : situation.clients().getOrDefault(clients.group(), List.of());
        return orNobody(ids, "there are no " + clients);
    }

    private Found followersOf(Partition partition) {
        PartitionView view = situation.partitions().get(partition);
        // Without a leader nobody follows, and "all replicas" is not what the plan asked for.
        return view == null || !view.hasLeader()
                ? Found.nobody(partition.name() + " has no leader")
                : orNobody(view.followers(), partition.name() + " has no followers");
    }

    private static Found orNobody(List<Integer> found, String reason) {
        return found.isEmpty() ? Found.nobody(reason) : Found.of(found);
    }

    /** Draws among those that are not avoided. */
    private Found drawn(int count, Victim victim, Found candidates) {
        if (candidates.isRefused()) {
            return candidates;
        }
        // An order of all, of which the first free ones are taken: whoever is avoided moves no other choice.
        List<Integer> free = ShapeOutline.permuted(candidates.hit(), random).stream()
                .filter(node -> !avoided.contains(node))
                .limit(count)
                .toList();
        return free.isEmpty()
                ? Found.nobody(victim + " is under a fault already: n"
                        + candidates.hit().get(0))
                : Found.of(free);
    }
}
