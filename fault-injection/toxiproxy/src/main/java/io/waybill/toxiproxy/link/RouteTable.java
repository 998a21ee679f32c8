package io.waybill.toxiproxy.link;

import io.waybill.fault.Link;
import io.waybill.toxiproxy.proxy.Half;
import io.waybill.toxiproxy.proxy.HostPort;
import io.waybill.toxiproxy.toxic.Direction;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which halves carry which link: what {@code i} sends to {@code j} are the requests on the routes from {@code i} to
 * {@code j} and the answers on those from {@code j} to {@code i}.
 */
final class RouteTable {

    private final SortedMap<String, Route> routes = new TreeMap<>();

    /** Adds routes, all or none. */
    void add(Collection<Route> more) {
        Set<String> names = new LinkedHashSet<>();
        for (Route route : more) {
            if (routes.containsKey(route.proxyName()) || !names.add(route.proxyName())) {
                throw new IllegalArgumentException("there is a route " + route.from() + "→" + route.to() + " for \""
                        + route.purpose() + "\" already: give each endpoint its own purpose");
            }
        }
        more.forEach(route -> routes.put(route.proxyName(), route));
    }

    void remove(Collection<Route> some) {
        some.forEach(route -> routes.remove(route.proxyName()));
    }

    /** Returns where a proxy can be dialled that was to listen at one address and says that it does at another. */
    @SuppressWarnings("AddressSelection") // Whoever dials chooses among the addresses of a name.
    static InetSocketAddress way(HostPort wanted, String listens) {
        return new InetSocketAddress(wanted.host(), HostPort.parse(listens).port());
    }

    Collection<Route> all() {
        return routes.values();
    }

    /**
     * Returns the halves that carry a link; none where the two never connect.
     *
     * @throws IllegalArgumentException where one of the two is on no route at all
     */
    Set<Half> halves(Link link) {
        Set<Half> halves = new LinkedHashSet<>();
        for (Route route : routes.values()) {
            if (route.link().equals(link)) {
                halves.add(new Half(route.proxyName(), Direction.UPSTREAM));
            } else if (route.link().reversed().equals(link)) {
                halves.add(new Half(route.proxyName(), Direction.DOWNSTREAM));
            }
        }
        require(link, link.from());
        require(link, link.to());
        return halves;
    }

    private void require(Link link, int participant) {
        if (routes.values().stream().noneMatch(route -> route.from() == participant || route.to() == participant)) {
            throw new IllegalArgumentException("link " + link + " cannot be broken: " + participant
                    + " is on no route; open those of every participant first");
        }
    }
}
