package io.waybill.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns victims as named into victims as resolved. Pure: it sees what the cluster said, never the cluster.
 *
 * @param nodes all nodes
 * @param taken the nodes that a fault holds already; nobody is hit twice
 * @param views what the cluster said of the partitions that the victims name
 */
record Aim(List<Integer> nodes, Set<Integer> taken, Map<Partition, PartitionView> views) {

    /**
     * Whom a strike would hit.
     *
     * @param hit in ascending order; empty where the strike must not happen
     * @param refusal why it must not happen; empty where it may
     */
    record Resolution(List<Integer> hit, String refusal) {
        static Resolution of(List<Integer> hit) {
            return new Resolution(hit.stream().sorted().toList(), "");
        }

        static Resolution refused(String reason) {
            return new Resolution(List.of(), reason);
        }

        boolean isRefused() {
            return hit.isEmpty();
        }
    }

    /** Returns whom each strike of an occurrence would hit, or one refusal for all: it is all or nothing. */
    List<Resolution> resolve(Timeline.Occurrence occurrence) {
        List<Resolution> resolutions = new ArrayList<>();
        Set<Integer> down = new HashSet<>(taken);
        for (Timeline.Strike strike : occurrence.strikes()) {
            Resolution resolution = free(strike);
            down.addAll(resolution.hit());
            if (!resolution.isRefused() && strike.fault().reach() == Fault.Reach.MINORITY && !keepsMajority(down)) {
                resolution = Resolution.refused(
                        strike.fault().kind() + " of " + strike.fault().victim()
                                + " would leave " + (nodes.size() - down.size()) + " of " + nodes.size()
                                + " nodes untouched, and a majority must stay");
            }
            if (resolution.isRefused()) {
                return List.of(resolution);
            }
            resolutions.add(resolution);
        }
        return resolutions;
    }

    private boolean keepsMajority(Set<Integer> down) {
        return down.size() <= (nodes.size() - 1) / 2;
    }

    private Resolution free(Timeline.Strike strike) {
        Victim victim = strike.fault().victim();
        Resolution named = named(victim, strike.choice());
        List<Integer> free =
                named.hit().stream().filter(node -> !taken.contains(node)).toList();
        if (named.isRefused() || !free.isEmpty()) {
            return named.isRefused() ? named : Resolution.of(free);
        }
        return Resolution.refused(
                victim + " is under a fault already: n" + named.hit().get(0));
    }

    private Resolution named(Victim victim, int choice) {
        return victim.match(new Victim.Cases<>() {
            @Override
            public Resolution leader(Victim.Leader leader) {
                PartitionView view = views.get(leader.partition());
                return view == null || !view.hasLeader()
                        ? Resolution.refused(leader.partition().name() + " has no leader")
                        : Resolution.of(List.of(view.leader()));
            }

            @Override
            public Resolution followers(Victim.Followers followers) {
                return followersOf(followers.partition());
            }

            @Override
            public Resolution follower(Victim.Follower follower) {
                return oneOf(followersOf(follower.partition()), choice);
            }

            @Override
            public Resolution node(Victim.Node node) {
                return nodes.contains(node.id())
                        ? Resolution.of(List.of(node.id()))
                        : Resolution.refused("there is no node " + node.id());
            }

            @Override
            public Resolution all(Victim.All all) {
                return Resolution.of(nodes);
            }

            @Override
            public Resolution any(Victim.Any any) {
                return oneOf(Resolution.of(nodes), choice);
            }
        });
    }

    private Resolution followersOf(Partition partition) {
        PartitionView view = views.get(partition);
        // Without a leader nobody follows, and "all replicas" is not what the plan asked for.
        if (view == null || !view.hasLeader()) {
            return Resolution.refused(partition.name() + " has no leader");
        }
        return view.followers().isEmpty()
                ? Resolution.refused(partition.name() + " has no followers")
                : Resolution.of(view.followers());
    }

    /** Draws among those that no fault holds; where there are none, the caller says so. */
    private Resolution oneOf(Resolution candidates, int choice) {
        List<Integer> free =
                candidates.hit().stream().filter(node -> !taken.contains(node)).toList();
        return free.isEmpty() ? candidates : Resolution.of(List.of(free.get(choice % free.size())));
    }
}
