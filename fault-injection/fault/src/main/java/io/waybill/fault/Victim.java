package io.waybill.fault;

/** Whom a fault is to hit, as a plan names it. Who that is at the moment of the strike, the cluster says then. */
public sealed interface Victim {

    /** The node that leads a partition. */
    record Leader(Partition partition) implements Victim {
        @Override
        public String toString() {
            return "leader of " + partition.name();
        }
    }

    /** The nodes that hold a replica of a partition and do not lead it, in sync or not. */
    record Followers(Partition partition) implements Victim {
        @Override
        public String toString() {
            return "followers of " + partition.name();
        }
    }

    /** One of the {@link Followers} that no fault has hit yet, drawn from the seed. */
    record Follower(Partition partition) implements Victim {
        @Override
        public String toString() {
            return "a follower of " + partition.name();
        }
    }

    /** One of the {@link Followers} that is in sync and that no fault has hit yet, drawn from the seed. */
    record InSyncReplica(Partition partition) implements Victim {
        @Override
        public String toString() {
            return "an in-sync replica of " + partition.name();
        }
    }

    /** One node that holds a replica which is not in sync and that no fault has hit yet, drawn from the seed. */
    record LaggingReplica(Partition partition) implements Victim {
        @Override
        public String toString() {
            return "a lagging replica of " + partition.name();
        }
    }

    /** One node by its id. */
    record Node(int id) implements Victim {
        @Override
        public String toString() {
            return "n" + id;
        }
    }

    /** Every node that no fault has hit yet. */
    record All() implements Victim {
        @Override
        public String toString() {
            return "all nodes";
        }
    }

    /** One node that no fault has hit yet, drawn from the seed. */
    record Any() implements Victim {
        @Override
        public String toString() {
            return "any node";
        }
    }

    /** The node that leads the controllers' quorum: the active controller. */
    record QuorumLeader() implements Victim {
        @Override
        public String toString() {
            return "quorum leader";
        }
    }

    /** One voter of the controllers' quorum that does not lead it, drawn from the seed. */
    record QuorumFollower() implements Victim {
        @Override
        public String toString() {
            return "a quorum follower";
        }
    }

    /** Every voter of the controllers' quorum. */
    record Controllers() implements Victim {
        @Override
        public String toString() {
            return "controllers";
        }
    }

    /** As many nodes as may be missing while a majority stays, drawn from the seed. */
    record Minority() implements Victim {
        @Override
        public String toString() {
            return "a minority";
        }
    }

    /** Every node but some. */
    record EveryoneBut(Victim spared) implements Victim {
        @Override
        public String toString() {
            return "everyone but " + spared;
        }
    }

    /**
     * The clients of a group; only links can hit them.
     *
     * @param group the group's name, or empty for the clients of all groups
     */
    record Clients(String group) implements Victim {
        @Override
        public String toString() {
            return group.isEmpty() ? "clients" : "clients of " + group;
        }
    }

    /** Returns the leader of partition {@code number} of {@code topic}. */
    static Victim leader(String topic, int number) {
        return new Leader(new Partition(topic, number));
    }

    /** Returns the followers of partition {@code number} of {@code topic}. */
    static Victim followers(String topic, int number) {
        return new Followers(new Partition(topic, number));
    }

    /** Returns one follower of partition {@code number} of {@code topic}, drawn from the seed. */
    static Victim follower(String topic, int number) {
        return new Follower(new Partition(topic, number));
    }

    /** Returns one follower of partition {@code number} of {@code topic} that is in sync, drawn from the seed. */
    static Victim inSyncReplica(String topic, int number) {
        return new InSyncReplica(new Partition(topic, number));
    }

    /** Returns one replica of partition {@code number} of {@code topic} that is not in sync, drawn from the seed. */
    static Victim laggingReplica(String topic, int number) {
        return new LaggingReplica(new Partition(topic, number));
    }

    /** Returns node {@code id}. */
    static Victim node(int id) {
        return new Node(id);
    }

    /** Returns all nodes. */
    static Victim all() {
        return new All();
    }

    /** Returns one node, drawn from the seed. */
    static Victim any() {
        return new Any();
    }

    /** Returns the leader of the controllers' quorum. */
    static Victim quorumLeader() {
        return new QuorumLeader();
    }

    /** Returns one voter of the controllers' quorum that does not lead it, drawn from the seed. */
    static Victim quorumFollower() {
        return new QuorumFollower();
    }

    /** Returns all voters of the controllers' quorum. */
    static Victim controllers() {
        return new Controllers();
    }

    /** Returns as many nodes as may be missing while a majority stays, drawn from the seed. */
    static Victim minority() {
        return new Minority();
    }

    /** Returns every node but those. */
    static Victim everyoneBut(Victim spared) {
        return new EveryoneBut(spared);
    }

    /** Returns the clients of all groups. */
    static Victim clients() {
        return new Clients("");
    }

    /** Returns the clients of a group. */
    static Victim clients(String group) {
        return new Clients(group);
    }

    /** Calls the method of this victim's case. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof Leader leader) {
            return cases.leader(leader);
        }
        if (this instanceof Followers followers) {
            return cases.followers(followers);
        }
        if (this instanceof Follower follower) {
            return cases.follower(follower);
        }
        if (this instanceof InSyncReplica replica) {
            return cases.inSyncReplica(replica);
        }
        if (this instanceof LaggingReplica replica) {
            return cases.laggingReplica(replica);
        }
        if (this instanceof Node node) {
            return cases.node(node);
        }
        if (this instanceof All all) {
            return cases.all(all);
        }
        if (this instanceof Any any) {
            return cases.any(any);
        }
        if (this instanceof QuorumLeader leader) {
            return cases.quorumLeader(leader);
        }
        if (this instanceof QuorumFollower follower) {
            return cases.quorumFollower(follower);
        }
        if (this instanceof Controllers controllers) {
            return cases.controllers(controllers);
        }
        if (this instanceof Minority minority) {
            return cases.minority(minority);
        }
        return this instanceof EveryoneBut but ? cases.everyoneBut(but) : cases.clients((Clients) this);
    }

    /** What each case means to a caller; a new case is a new method, so no caller can miss it. */
    interface Cases<R> {
        /** The node that leads a partition. */
        R leader(Leader leader);

        /** The nodes that follow it. */
        R followers(Followers followers);

        /** One of the nodes that follow it. */
        R follower(Follower follower);

        /** A follower that is in sync. */
        R inSyncReplica(InSyncReplica replica);

        /** A replica that is not in sync. */
        R laggingReplica(LaggingReplica replica);

        /** One node by its id. */
        R node(Node node);

        /** Every node. */
        R all(All all);

        /** A node drawn from the seed. */
        R any(Any any);

        /** The node that leads the controllers' quorum. */
        R quorumLeader(QuorumLeader leader);

        /** A voter that does not lead it. */
        R quorumFollower(QuorumFollower follower);

        /** All its voters. */
        R controllers(Controllers controllers);

        /** As many nodes as may be missing. */
        R minority(Minority minority);

        /** The others. */
        R everyoneBut(EveryoneBut but);

        /** Clients, not nodes. */
        R clients(Clients clients);
    }
}
