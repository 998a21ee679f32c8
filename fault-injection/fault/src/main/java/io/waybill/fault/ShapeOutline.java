package io.waybill.fault;

import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Draws a shape on a cluster: turns it into links. Pure.
 *
 * @param nodes all nodes, in ascending order
 * @param clients all clients, in ascending order
 * @param victims the shape's victims as resolved, in the order of their mention
 * @param hampers whether the fault keeps a node from taking part when its links are hit
 * @param random what the seed still has to decide
 */
record ShapeOutline(
        List<Integer> nodes, List<Integer> clients, List<List<Integer>> victims, boolean hampers, Randomness random) {

    /** A ring of fewer has neighbours only, and a node that hears all others. */
    private static final int SMALLEST_RING = 5;

    private static final int SMALLEST_BRIDGE = 3;

    Target draw(Shape shape) {
        return shape.match(new Shape.Cases<>() {
            @Override
            public Target halves(Shape.Halves halves) {
                return drawHalves(halves.way());
            }

            @Override
            public Target isolate(Shape.Isolate isolate) {
                List<Integer> inside = victims.get(0);
                List<Integer> outside = without(nodes, inside);
                return outside.isEmpty()
                        ? Target.refused("nobody is left on the other side of " + isolate.victim())
                        : target(inside, linksBetween(inside, outside, isolate.way()), inside);
            }

            @Override
            public Target between(Shape.Between between) {
                return drawBetween(between);
            }

            @Override
            public Target bridge(Shape.Bridge bridge) {
                return drawBridge();
            }

            @Override
            public Target ring(Shape.Ring ring) {
                return drawRing();
            }

            @Override
            public Target every(Shape.Every every) {
                List<Integer> inside = victims.get(0);
                SortedSet<Link> links = new TreeSet<>();
                for (int node : inside) {
                    List<Integer> others = new ArrayList<>(nodes);
                    others.addAll(clients);
                    links.addAll(linksBetween(List.of(node), others, every.way()));
                }
                return target(inside, links, inside);
            }
        });
    }

    private Target drawHalves(Shape.Way way) {
        List<Integer> smaller = new ArrayList<>(victims.get(0));
        for (int node : permuted(without(nodes, smaller), random)) {
            if (smaller.size() < nodes.size() / 2) {
                smaller.add(node);
            }
        }
        List<Integer> larger = without(nodes, smaller);
        return larger.isEmpty()
                ? Target.refused("nobody is left for the other half")
                : target(smaller, linksBetween(smaller, larger, way), smaller);
    }

    private Target drawBetween(Shape.Between shape) {
        List<Integer> one = victims.get(0);
        List<Integer> other = victims.get(1);
        SortedSet<Integer> hit = new TreeSet<>(one);
        hit.addAll(other);
        SortedSet<Link> links = linksBetween(one, other, shape.way());
        if (links.isEmpty()) {
            return Target.refused("there is no link between " + shape.one() + " and " + shape.other());
        }
        // The nodes reach each other where a client is at one end of each link. Else the fewest that touch all links.
        boolean amongNodes = links.stream().anyMatch(link -> nodes.contains(link.from()) && nodes.contains(link.to()));
        List<Integer> fewer = one.size() <= other.size() ? one : other;
        return target(new ArrayList<>(hit), links, amongNodes ? fewer : List.of());
    }

    private Target drawBridge() {
        if (nodes.size() < SMALLEST_BRIDGE) {
            return Target.refused("a bridge needs " + SMALLEST_BRIDGE + " nodes, there are " + nodes.size());
        }
        List<Integer> bridge = victims.get(0);
        List<Integer> rest = permuted(without(nodes, bridge), random);
        if (rest.size() < 2) {
            return Target.refused("a bridge needs a node on either side, there are " + rest.size());
        }
        List<Integer> smaller = rest.subList(0, rest.size() / 2);
        List<Integer> larger = rest.subList(rest.size() / 2, rest.size());
        return target(bridge, linksBetween(smaller, larger, Shape.Way.BOTH), smaller);
    }

    private Target drawRing() {
        int count = nodes.size();
        if (count < SMALLEST_RING) {
            return Target.refused("a ring of majorities needs " + SMALLEST_RING + " nodes, there are " + count);
        }
        List<Integer> ring = permuted(nodes, random);
        // Itself and as many on either side as make a majority: 5 nodes hear 3, 6 and 7 hear 5.
        int reach = (count / 2 + 1) / 2;
        SortedSet<Link> links = new TreeSet<>();
        List<Integer> unheard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int apart = reach + 1; apart < count - reach; apart++) {
                links.add(new Link(ring.get(i), ring.get((i + apart) % count)));
                if (i == 0) {
                    unheard.add(ring.get(apart));
                }
            }
        }
        return target(nodes, links, unheard);
    }

    private Target target(List<Integer> hit, SortedSet<Link> links, List<Integer> hampered) {
        return new Target(
                hit.stream().sorted().toList(), links, new TreeSet<>(hampers ? hampered : List.<Integer>of()), "");
    }

    private static SortedSet<Link> linksBetween(List<Integer> one, List<Integer> other, Shape.Way way) {
        SortedSet<Link> links = new TreeSet<>();
        for (int a : one) {
            for (int b : other) {
                if (a != b && way != Shape.Way.OUT) {
                    links.add(new Link(b, a));
                }
                if (a != b && way != Shape.Way.IN) {
                    links.add(new Link(a, b));
                }
            }
        }
        return links;
    }

    private static List<Integer> without(List<Integer> all, List<Integer> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }

    /** Returns the same in an order that the seed decides. */
    static List<Integer> permuted(List<Integer> ordered, Randomness random) {
        List<Integer> permuted = new ArrayList<>(ordered);
        for (int i = permuted.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer last = permuted.get(i);
            permuted.set(i, permuted.get(j));
            permuted.set(j, last);
        }
        return permuted;
    }
}
