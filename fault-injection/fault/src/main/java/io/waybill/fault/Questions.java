package io.waybill.fault;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What must be asked of the cluster before a victim can be resolved.
 *
 * @param partitions about which partitions
 * @param quorum whether about the controllers' quorum
 */
record Questions(SortedSet<Partition> partitions, boolean quorum) {

    private static final Questions NONE = new Questions(Collections.emptySortedSet(), false);
    private static final Questions QUORUM = new Questions(Collections.emptySortedSet(), true);

    Questions {
        partitions = Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
    }

    /** Returns the questions of all strikes of an occurrence, each once. */
    static Questions of(Timeline.Occurrence occurrence) {
        return occurrence.strikes().stream()
                .flatMap(strike -> strike.fault().victims().stream())
                .map(Questions::of)
                .reduce(NONE, Questions::and);
    }

    private static Questions about(Partition partition) {
        SortedSet<Partition> one = new TreeSet<>();
        one.add(partition);
        return new Questions(one, false);
    }

    private Questions and(Questions other) {
        SortedSet<Partition> both = new TreeSet<>(partitions);
        both.addAll(other.partitions);
        return new Questions(both, quorum || other.quorum);
    }

    private static Questions of(Victim victim) {
        return victim.match(new Asking());
    }

    /** What must be asked about each kind of victim. */
    private static final class Asking implements Victim.Cases<Questions> {
        @Override
        public Questions leader(Victim.Leader leader) {
            return about(leader.partition());
        }

        @Override
        public Questions followers(Victim.Followers followers) {
            return about(followers.partition());
        }

        @Override
        public Questions follower(Victim.Follower follower) {
            return about(follower.partition());
        }

        @Override
        public Questions inSyncReplica(Victim.InSyncReplica replica) {
            return about(replica.partition());
        }

        @Override
        public Questions laggingReplica(Victim.LaggingReplica replica) {
            return about(replica.partition());
        }

        @Override
        public Questions node(Victim.Node node) {
            return NONE;
        }

        @Override
        public Questions all(Victim.All all) {
            return NONE;
        }

        @Override
        public Questions any(Victim.Any any) {
            return NONE;
        }

        @Override
        public Questions quorumLeader(Victim.QuorumLeader leader) {
            return QUORUM;
        }

        @Override
        public Questions quorumFollower(Victim.QuorumFollower follower) {
            return QUORUM;
        }

        @Override
        public Questions controllers(Victim.Controllers controllers) {
            return QUORUM;
        }

        @Override
        public Questions minority(Victim.Minority minority) {
            return NONE;
        }

        @Override
        public Questions everyoneBut(Victim.EveryoneBut but) {
            return of(but.spared());
        }

        @Override
        public Questions clients(Victim.Clients clients) {
            return NONE;
        }
    }
}
