package io.waybill.raft.node;

import io.waybill.raft.client.ClientReply;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits for an answer. Each request has a ticket until it is answered. */
final class Desk {

    private static final int MOST_WAITING = 10_000;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final TreeMap<Long, Waiting> byTicket = new TreeMap<>();
    // Proposals that are in the log, in the order of their indexes.
    private final ArrayDeque<Accepted> accepted = new ArrayDeque<>();
    private final ArrayDeque<Confirmed> readable = new ArrayDeque<>();
    private long lastTicket;

    /** A request that was not answered yet; the query is that of a read. */
    record Waiting(
            Consumer<ClientReply> to, long id, @Nullable ByteBuffer query) {

        void answer(ClientReply reply) {
            to.accept(reply);
        }
    }

    private record Accepted(long ticket, long index) {}

    /** A read that may be answered once an entry is applied. */
    record Confirmed(long ticket, long index) {}

    /** Returns a ticket for a request; 0 where too many wait already, and it was answered so. */
    long take(Consumer<ClientReply> to, long id, @Nullable ByteBuffer query) {
        if (byTicket.size() >= MOST_WAITING) {
            to.accept(new ClientReply.Declined(id, MOST_WAITING + " requests wait already"));
            return 0;
        }
        lastTicket++;
        byTicket.put(lastTicket, new Waiting(to, id, query));
        return lastTicket;
    }

    void accepted(long ticket, long index) {
        accepted.add(new Accepted(ticket, index));
    }

    void readable(long ticket, long index) {
        readable.add(new Confirmed(ticket, index));
    }

    /** Takes the next read that may be answered now; null where there is none. */
    @Nullable
    Confirmed nextReadable(long appliedIndex) {
        var next = readable.peek();
        return next != null && next.index() <= appliedIndex ? readable.remove() : null;
    }

    /** Takes who waits with a ticket; null where it was answered. */
    @Nullable
    Waiting claim(long ticket) {
        return byTicket.remove(ticket);
    }

    /** Answers the proposal that is at an index, if any, with its result; null where it came too late to have one. */
    void applied(long index, @Nullable ByteBuffer result) {
        var first = accepted.peek();
        while (first != null && first.index() <= index) {
            accepted.remove();
            var waiting = claim(first.ticket());
            if (waiting != null) {
                boolean hasResult = first.index() == index && result != null;
                waiting.answer(
                        hasResult
                                ? new ClientReply.Done(waiting.id(), result == null ? EMPTY : result)
                                : new ClientReply.Unknown(waiting.id(), "the session has gone on since"));
            }
            first = accepted.peek();
        }
    }

    void deposed() {
        for (Accepted proposal : accepted) {
            unknown(proposal.ticket(), "the leader was deposed");
        }
        accepted.clear();
    }

    void done(long ticket, ByteBuffer result) {
        var waiting = claim(ticket);
        if (waiting != null) {
            waiting.answer(new ClientReply.Done(waiting.id(), result));
        }
    }

    void done(long ticket) {
        done(ticket, EMPTY);
    }

    void refused(long ticket, int leader) {
        var waiting = claim(ticket);
        if (waiting != null) {
            waiting.answer(new ClientReply.NotLeader(waiting.id(), leader));
        }
    }

    void declined(long ticket, String reason) {
        var waiting = claim(ticket);
        if (waiting != null) {
            waiting.answer(new ClientReply.Declined(waiting.id(), reason));
        }
    }

    void unknown(long ticket, String reason) {
        var waiting = claim(ticket);
        if (waiting != null) {
            waiting.answer(new ClientReply.Unknown(waiting.id(), reason));
        }
    }
}
