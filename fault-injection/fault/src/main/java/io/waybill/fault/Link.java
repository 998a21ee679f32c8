package io.waybill.fault;

/**
 * What travels from one participant to another: one direction of their connections. The way back is another link.
 *
 * @param from the participant that sends, a node or a client by its id
 * @param to the participant that receives
 */
public record Link(int from, int to) implements Comparable<Link> {

    public Link {
        if (from == to) {
            throw new IllegalArgumentException("a link must join two participants, joined " + from + " to itself");
        }
    }

    /** Returns the way back. */
    public Link reversed() {
        return new Link(to, from);
    }

    @Override
    public int compareTo(Link other) {
        return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }

    @Override
    public String toString() {
        return from + "→" + to;
    }
}
