package io.waybill.plan;

import io.waybill.fault.Partition;
import io.waybill.fault.Victim;
import java.util.Optional;

/** Says what is wrong with a victim, as the rest of a sentence; empty where it can be hit. */
record VictimCheck(Configuration configuration) implements Victim.Cases<Optional<String>> {

    @Override
    public Optional<String> leader(Victim.Leader leader) {
        return partition(leader.partition());
    }

    @Override
    public Optional<String> followers(Victim.Followers followers) {
        return partition(followers.partition());
    }

    @Override
    public Optional<String> follower(Victim.Follower follower) {
        return partition(follower.partition());
    }

    @Override
    public Optional<String> inSyncReplica(Victim.InSyncReplica replica) {
        return partition(replica.partition());
    }

    @Override
    public Optional<String> laggingReplica(Victim.LaggingReplica replica) {
        return partition(replica.partition());
    }

    @Override
    public Optional<String> node(Victim.Node node) {
        int nodes = configuration.cluster().nodes();
        return node.id() >= 1 && node.id() <= nodes
                ? Optional.empty()
                : Optional.of("aims at node " + node.id() + ", expected 1 to " + nodes);
    }

    @Override
    public Optional<String> all(Victim.All all) {
        return Optional.empty();
    }

    @Override
    public Optional<String> any(Victim.Any any) {
        return Optional.empty();
    }

    @Override
    public Optional<String> quorumLeader(Victim.QuorumLeader leader) {
        return Optional.empty();
    }

    @Override
    public Optional<String> quorumFollower(Victim.QuorumFollower follower) {
        return Optional.empty();
    }

    @Override
    public Optional<String> controllers(Victim.Controllers controllers) {
        return Optional.empty();
    }

    @Override
    public Optional<String> minority(Victim.Minority minority) {
        return Optional.empty();
    }

    @Override
    public Optional<String> everyoneBut(Victim.EveryoneBut but) {
        return but.spared().match(this);
    }

    @Override
    public Optional<String> clients(Victim.Clients clients) {
        return Optional.empty();
    }

    private Optional<String> partition(Partition aimedAt) {
        return configuration.partitions().contains(aimedAt)
                ? Optional.empty()
                : Optional.of("aims at " + aimedAt.name() + ", expected one of " + configuration.partitions());
    }
}
