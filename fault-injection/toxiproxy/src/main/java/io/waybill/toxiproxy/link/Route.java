package io.waybill.toxiproxy.link;

import io.waybill.fault.Link;

/**
 * A way from a participant to an endpoint of another: what opens connections there dials a proxy of its own instead.
 *
 * @param from who dials, a node or a client (or a group of clients that share their links) by its id
 * @param to the node that is reached
 * @param purpose tells apart the endpoints of one node: {@code client}, {@code controller}
 * @param host where the node listens
 * @param port where the node listens; nobody need listen there yet
 */
public record Route(int from, int to, String purpose, String host, int port) {

    private static final int LAST_PORT = 65_535;

    /** Checks the ranges. */
    public Route {
        if (from == to) {
            throw new IllegalArgumentException("a route must join two participants, joined " + from + " to itself");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be from 1 to " + LAST_PORT + ", was " + port);
        }
        if (purpose.isEmpty() || !purpose.chars().allMatch(Route::isPlain)) {
            throw new IllegalArgumentException(
                    "a route's purpose must be of letters, digits and -, was \"" + purpose + "\"");
        }
    }

    private static boolean isPlain(int letter) {
        return letter == '-' || (letter < 128 && Character.isLetterOrDigit(letter));
    }

    /** Returns the link that requests travel over. */
    Link link() {
        return new Link(from, to);
    }

    /** Returns the name of its proxy, which nobody else has. */
    String proxyName() {
        return from + "-to-" + to + "-" + purpose;
    }

    String upstream() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return from + "→" + to + " " + purpose + " (" + upstream() + ")";
    }
}
