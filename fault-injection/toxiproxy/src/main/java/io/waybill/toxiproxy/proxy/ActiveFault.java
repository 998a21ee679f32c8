package io.waybill.toxiproxy.proxy;

import io.waybill.fault.LinkFault;
import io.waybill.toxiproxy.toxic.Chain;
import io.waybill.toxiproxy.toxic.FaultTrace;
import io.waybill.toxiproxy.toxic.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A fault on links while it lasts, and what it has hit. */
final class ActiveFault {

    private final String id;
    private final LinkFault fault;
    private final Map<Half, Pace> halves = new LinkedHashMap<>();
    private final Map<End, Hit> hits = new LinkedHashMap<>();
    private final EventLog log;

    /**
     * Returns a fault that has not begun.
     *
     * @param links the halves of each link; those of one link share what a throttle leaves
     */
    ActiveFault(String id, LinkFault fault, List<Set<Half>> links, EventLog log) {
        this.id = id;
        this.fault = fault;
        this.log = log;
        long bytesPerSecond = fault instanceof LinkFault.Throttle throttle ? throttle.bytesPerSecond() : 0;
        for (Set<Half> link : links) {
            Pace pace = new Pace(bytesPerSecond);
            link.forEach(half -> halves.put(half, pace));
        }
    }

    /** What it does to one direction of one connection. */
    private final class Hit implements FaultTrace {

        private final End end;
        private long heldBytes;
        private long droppedBytes;
        private boolean isNoted;

        Hit(End end) {
            this.end = end;
        }

        @Override
        public void held(int bytes) {
            heldBytes += bytes;
            note("connection-held");
        }

        @Override
        public void dropped(int bytes) {
            droppedBytes += bytes;
            note("connection-lost");
            end.session().lose(ActiveFault.this);
        }

        private void note(String what) {
            if (!isNoted) {
                isNoted = true;
                tell(what);
            }
        }

        private void tell(String what) {
            log.add(
                    what,
                    id,
                    end.session().proxyName(),
                    end.direction().word(),
                    end.session().number(),
                    heldBytes,
                    droppedBytes);
        }
    }

    String id() {
        return id;
    }

    LinkFault fault() {
        return fault;
    }

    Set<Half> halves() {
        return halves.keySet();
    }

    boolean refuses() {
        return fault instanceof LinkFault.Refuse;
    }

    boolean isOn(String proxy) {
        return halves.keySet().stream().anyMatch(half -> half.proxy().equals(proxy));
    }

    /** Returns how long after its first loss a connection breaks off, if the fault has ended by then. */
    Duration silence() {
        return fault instanceof LinkFault.Blackhole blackhole ? blackhole.silence() : Duration.ZERO;
    }

    /** Takes hold of a direction of a connection, where it is on one of its halves. */
    void hold(End end) {
        Half half = new Half(end.session().proxyName(), end.direction());
        Pace pace = halves.get(half);
        if (pace == null) {
            return;
        }
        Hit hit = new Hit(end);
        Chain chain = end.chain();
        boolean holds = fault.match(new LinkFault.Cases<>() {
            @Override
            public Boolean stall(LinkFault.Stall stall) {
                chain.stall(hit);
                return true;
            }

            @Override
            public Boolean blackhole(LinkFault.Blackhole blackhole) {
                chain.blackhole(hit);
                return true;
            }

            @Override
            public Boolean refuse(LinkFault.Refuse refuse) {
                return false;
            }

            @Override
            public Boolean reset(LinkFault.Reset reset) {
                return false;
            }

            @Override
            public Boolean delay(LinkFault.Delay delay) {
                long least = delay.extra().min().toNanos();
                chain.delay(hit, id, least, delay.extra().max().toNanos() - least);
                return true;
            }

            @Override
            public Boolean throttle(LinkFault.Throttle throttle) {
                chain.throttle(hit, pace);
                return true;
            }

            @Override
            public Boolean slice(LinkFault.Slice slice) {
                chain.slice(hit, slice.pieceBytes(), slice.pause().toNanos());
                return true;
            }
        });
        if (holds) {
            hits.put(end, hit);
        }
    }

    /** A connection breaks off because of it. */
    void breaksOff(Session session) {
        log.add("connection-reset", id, session.proxyName(), "", session.number(), 0, 0);
    }

    /** A connection has ended. */
    void forget(End end) {
        Hit hit = hits.remove(end);
        if (hit != null && hit.isNoted) {
            hit.tell("connection-ended");
        }
    }

    /** Lets go of all connections. */
    void letGo() {
        List<Hit> held = new ArrayList<>(hits.values());
        hits.clear();
        for (Hit hit : held) {
            if (hit.isNoted) {
                hit.tell("connection-freed");
            }
            hit.end.chain().endFault(hit);
        }
    }

    /** Returns how many bytes it has held back, on all connections that are still open. */
    long heldBytes() {
        return hits.values().stream().mapToLong(hit -> hit.heldBytes).sum();
    }

    /** Returns how many bytes it has lost, on all connections that are still open. */
    long droppedBytes() {
        return hits.values().stream().mapToLong(hit -> hit.droppedBytes).sum();
    }
}
