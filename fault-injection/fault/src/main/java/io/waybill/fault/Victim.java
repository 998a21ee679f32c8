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
        if (this instanceof Node node) {
            return cases.node(node);
        }
        return this instanceof All all ? cases.all(all) : cases.any((Any) this);
    }

    /** What each case means to a caller; a new case is a new method, so no caller can miss it. */
    interface Cases<R> {
        /** The node that leads a partition. */
        R leader(Leader leader);

        /** The nodes that follow it. */
        R followers(Followers followers);

        /** One of the nodes that follow it. */
        R follower(Follower follower);

        /** One node by its id. */
        R node(Node node);

        /** Every node. */
        R all(All all);

        /** A node drawn from the seed. */
        R any(Any any);
    }
}
