package io.waybill.fault;

import java.util.List;

/**
 * Which links of a cluster a fault hits, as a plan names them. Which those are at the moment of the strike follows from
 * whom the cluster names then.
 *
 * <pre>
 *   halves        isolate       pair          bridge        ring of majorities (each hears its neighbours)
 *   1 2 │ 3 4 5   1 │ 2 3 4 5   1 ─╳─ 2       1 2 ╳ 4 5     1 ── 2
 *                                 ╲ ╱         ╲ ╲ ╱ ╱       ╱      ╲
 *                                  3             3         5 ── 4 ── 3
 * </pre>
 */
public sealed interface Shape {

    /** Which of the two directions of a connection are hit. */
    enum Way {
        /** Both. */
        BOTH,
        /** Only what the victims would receive. */
        IN,
        /** Only what the victims send. */
        OUT
    }

    /** The nodes in two parts, the smaller one with the victims and others drawn from the seed; clients reach all. */
    record Halves(Victim smaller, Way way) implements Shape {
        @Override
        public String toString() {
            return "halves, the smaller with " + smaller + arrow(way);
        }
    }

    /** The victims on one side, all other nodes on the other; clients reach all. */
    record Isolate(Victim victim, Way way) implements Shape {
        @Override
        public String toString() {
            return victim + " | other nodes" + arrow(way);
        }
    }

    /**
     * The links between two groups, nodes or clients. {@code IN} is what {@code one} would receive, {@code OUT} what it
     * sends.
     */
    record Between(Victim one, Victim other, Way way) implements Shape {
        @Override
        public String toString() {
            return one + " | " + other + arrow(way);
        }
    }

    /** Two halves of the other nodes, drawn from the seed, that only the victim still connects. At least 3 nodes. */
    record Bridge(Victim bridge) implements Shape {
        @Override
        public String toString() {
            return "bridge over " + bridge;
        }
    }

    /**
     * Every node hears a majority, and no two the same: each reaches its nearest neighbours on a ring whose order is
     * drawn from the seed. At least 5 nodes.
     */
    record Ring() implements Shape {
        @Override
        public String toString() {
            return "ring of majorities";
        }
    }

    /** All links of the victims, to nodes and to clients. */
    record Every(Victim victim, Way way) implements Shape {
        @Override
        public String toString() {
            return "all links of " + victim + arrow(way);
        }
    }

    /** Returns two halves that do not hear each other, the leader or whoever it is in the smaller. */
    static Shape halves(Victim smaller) {
        return new Halves(smaller, Way.BOTH);
    }

    /** Returns the cut between the victims and all other nodes. */
    static Shape isolate(Victim victim) {
        return new Isolate(victim, Way.BOTH);
    }

    /** Returns the cut of all that other nodes send to the victims: they are heard, and are deaf. */
    static Shape oneWayIn(Victim victim) {
        return new Isolate(victim, Way.IN);
    }

    /** Returns the cut of all that the victims send to other nodes: they hear, and are mute. */
    static Shape oneWayOut(Victim victim) {
        return new Isolate(victim, Way.OUT);
    }

    /** Returns the cut between two nodes that all others still reach. */
    static Shape pair(Victim one, Victim other) {
        return new Between(one, other, Way.BOTH);
    }

    /** Returns the two halves that one node still connects. */
    static Shape bridge(Victim bridge) {
        return new Bridge(bridge);
    }

    /** Returns the ring of majorities. */
    static Shape ring() {
        return new Ring();
    }

    /** Returns the cut between the victims and the controllers; everybody else still reaches them. */
    static Shape fromControllers(Victim victim) {
        return new Between(victim, Victim.controllers(), Way.BOTH);
    }

    /** Returns the cut between all clients and the victims; the nodes reach each other. */
    static Shape clientsFrom(Victim victim) {
        return new Between(victim, Victim.clients(), Way.BOTH);
    }

    /** Returns all links of the victims. */
    static Shape every(Victim victim) {
        return new Every(victim, Way.BOTH);
    }

    private static String arrow(Way way) {
        return switch (way) {
            case BOTH -> "";
            case IN -> ", inwards only";
            case OUT -> ", outwards only";
        };
    }

    /** Returns the victims that this shape names, in the order of their mention. */
    default List<Victim> victims() {
        return match(new Cases<>() {
            @Override
            public List<Victim> halves(Halves halves) {
                return List.of(halves.smaller());
            }

            @Override
            public List<Victim> isolate(Isolate isolate) {
                return List.of(isolate.victim());
            }

            @Override
            public List<Victim> between(Between between) {
                return List.of(between.one(), between.other());
            }

            @Override
            public List<Victim> bridge(Bridge bridge) {
                return List.of(bridge.bridge());
            }

            @Override
            public List<Victim> ring(Ring ring) {
                return List.of();
            }

            @Override
            public List<Victim> every(Every every) {
                return List.of(every.victim());
            }
        });
    }

    /** Calls the method of this shape's case. */
    default <R> R match(Cases<R> cases) {
        if (this instanceof Halves halves) {
            return cases.halves(halves);
        }
        if (this instanceof Isolate isolate) {
            return cases.isolate(isolate);
        }
        if (this instanceof Between between) {
            return cases.between(between);
        }
        if (this instanceof Bridge bridge) {
            return cases.bridge(bridge);
        }
        return this instanceof Ring ring ? cases.ring(ring) : cases.every((Every) this);
    }

    /** What each case means to a caller; a new case is a new method, so no caller can miss it. */
    interface Cases<R> {
        /** Two parts. */
        R halves(Halves halves);

        /** Some on their own. */
        R isolate(Isolate isolate);

        /** Two groups from each other. */
        R between(Between between);

        /** Two parts and one in both. */
        R bridge(Bridge bridge);

        /** Neighbours only. */
        R ring(Ring ring);

        /** All links. */
        R every(Every every);
    }
}
