package io.waybill.simulator.link;

import io.waybill.environment.Connection;
import io.waybill.environment.Connection.CloseReason;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Links;
import io.waybill.environment.Randomness;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.LinkFaults;
import io.waybill.simulator.event.Course;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.settings.LinkSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** All links and all hosts, and what breaks links. */
public final class Network implements LinkFaults {

    /** One frame in so many is looked at again when it arrives: whoever changes what it sent is found soon. */
    private static final int CHECKED_MASK = 15;

    private final Course course;
    private final LinkSettings settings;
    private final long seed;
    private final List<@Nullable Host> hosts = new ArrayList<>();
    private final SortedMap<String, Host> hostsByName = new TreeMap<>();
    private final List<List<@Nullable DirectedLink>> links = new ArrayList<>();
    private final SortedMap<Integer, List<DirectedLink>> faults = new TreeMap<>();
    private long sessions;
    private long frames;

    /** Returns a network of no hosts. */
    public Network(Course course, LinkSettings settings, long seed) {
        this.course = course;
        this.settings = settings;
        this.seed = seed;
    }

    /** Adds the host of a node, which is down but has power. */
    public void add(int node, String name) {
        Host host = new Host(node, name);
        if (hostsByName.putIfAbsent(name, host) != null) {
            throw new IllegalArgumentException("there is a node of the name " + name + " already");
        }
        while (hosts.size() <= node) {
            hosts.add(null);
            links.add(new ArrayList<>());
        }
        hosts.set(node, host);
    }

    /** Returns the network as a loop sees it. */
    public Links of(Loop loop) {
        return new LoopLinks(this, host(loop.node()), loop);
    }

    /** A node's process has ended: those it was connected with hear of it soon, in time, or when it comes back. */
    public void goesDown(int node, boolean withPower) {
        Host host = host(node);
        host.goesDown(withPower);
        for (End end : host.ends()) {
            end.ends();
            End peer = end.session().peerOf(end);
            if (withPower) {
                end.reset();
            } else if (peer != null) {
                waitsInVain(peer, host);
            }
        }
    }

    /** A node's process begins, with power. */
    public void comesBack(int node) {
        for (End waiting : host(node).comesBack()) {
            DirectedLink link = waiting.in();
            send(link.arrival(0), link, Arrival.What.RESET, waiting, null);
        }
    }

    @Override
    public void begin(int id, LinkFault fault, Set<Link> on) {
        if (faults.containsKey(id)) {
            throw new IllegalArgumentException("link fault " + id + " has begun already");
        }
        course.note(Course.NOBODY, () -> "link fault " + id + ": " + fault + " on " + new ArrayList<>(sorted(on)));
        var broken = new ArrayList<DirectedLink>();
        for (Link each : sorted(on)) {
            host(each.from());
            host(each.to());
            DirectedLink link = link(each.from(), each.to());
            broken.add(link);
            link.begin(id, fault);
            if (fault instanceof LinkFault.Refuse || fault instanceof LinkFault.Reset) {
                breakOff(link);
            }
        }
        faults.put(id, broken);
    }

    @Override
    public void end(int id) {
        List<DirectedLink> broken = faults.remove(id);
        if (broken == null) {
            return;
        }
        course.note(Course.NOBODY, () -> "link fault " + id + " ends");
        for (DirectedLink link : broken) {
            boolean wasSlow = link.isSlow();
            link.end(id);
            if (wasSlow && !link.isSlow()) {
                hurry(link);
            }
        }
    }

    LinkSettings settings() {
        return settings;
    }

    void listen(Host host, Endpoint endpoint, Host.Listening by) {
        if (!endpoint.host().equals(host.name())) {
            throw new IllegalArgumentException("node " + host.name() + " cannot listen at " + endpoint);
        }
        host.listen(endpoint.port(), by);
    }

    End connect(Host from, Loop loop, Endpoint endpoint, Connection.Handler handler) {
        Host to = hostsByName.get(endpoint.host());
        Session session = new Session(course, sessions++);
        int target = to == null ? from.node() : to.node();
        End client = new End(this, session, from, loop, link(from.node(), target), link(target, from.node()));
        session.client(client);
        client.handler(handler);
        if (loop.life().isOver()) {
            client.ends();
        } else if (to == null) {
            client.finish(CloseReason.REFUSED);
        } else {
            client.out().leaves(session);
            course.at(client.arrivalInOrder(0), new Request(this, client, to, endpoint.port()));
        }
        return client;
    }

    /** A request to connect has reached a machine. */
    void requested(End client, Host to, int port) {
        if (client.out().refuses() || client.in().refuses()) {
            client.finish(CloseReason.REFUSED);
            return;
        }
        if (!to.isPowered()) {
            waitsInVain(client, to);
            return;
        }
        Host.Listening by = to.next(port);
        if (by == null) {
            send(client.in().arrival(0), client.in(), Arrival.What.REFUSED, client, null);
        } else {
            End server = new End(this, client.session(), to, by.loop(), client.in(), client.out());
            client.session().server(server);
            course.soon(new Accepted(server, by.acceptor()));
            send(server.arrivalInOrder(0), server.out(), Arrival.What.OPENED, client, null);
        }
    }

    void send(long arrival, DirectedLink link, Arrival.What what, End to, @Nullable ByteBuffer frame) {
        if (link.isTroubled()) {
            link.leaves(to.session());
        }
        boolean isChecked = frame != null && (frames++ & CHECKED_MASK) == 0;
        course.at(arrival, new Arrival(link, to, what, frame, frame == null ? 0 : crcOf(frame), isChecked));
    }

    /** Returns a checksum of a frame. */
    static int crcOf(ByteBuffer frame) {
        var crc = new CRC32C();
        if (frame.hasArray()) {
            crc.update(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
        } else {
            crc.update(frame.duplicate());
        }
        return (int) crc.getValue();
    }

    private void waitsInVain(End end, Host host) {
        host.orphan(end);
        long half = settings.silenceNanos() / 2;
        long bits = Randomness.keyed(seed, end.session().id());
        course.after(half + (long) (Randomness.unit(bits) * half), new Vain(end));
    }

    private void breakOff(DirectedLink link) {
        for (End end : host(link.from()).ends()) {
            if (end.out() == link) {
                end.session().breakOff();
            }
        }
    }

    /** Nothing that is on its way over a link needs longer any more than over a healthy one. */
    private void hurry(DirectedLink link) {
        link.hurry();
        long latest = course.nanos()
                + settings.latency().minNanos()
                + settings.latency().meanTailNanos();
        course.retime((event, time) -> {
            boolean travels = event instanceof Arrival arrival
                    ? arrival.link() == link
                    : event instanceof Request request && request.link() == link;
            return travels ? Math.min(time, latest) : time;
        });
        for (End end : host(link.from()).ends()) {
            if (end.out() == link) {
                end.hurry(latest);
            }
        }
    }

    private static List<Link> sorted(Set<Link> links) {
        return links.stream().sorted().toList();
    }

    private Host host(int node) {
        Host host = node < 0 || node >= hosts.size() ? null : hosts.get(node);
        if (host == null) {
            throw new IllegalArgumentException("there is no node " + node);
        }
        return host;
    }

    private DirectedLink link(int from, int to) {
        List<@Nullable DirectedLink> row = links.get(from);
        while (row.size() <= to) {
            row.add(null);
        }
        DirectedLink link = row.get(to);
        if (link == null) {
            long key = ((long) from << Integer.SIZE) | to;
            link = new DirectedLink(course, settings, from, to, Randomness.keyed(seed, key));
            row.set(to, link);
        }
        return link;
    }
}
