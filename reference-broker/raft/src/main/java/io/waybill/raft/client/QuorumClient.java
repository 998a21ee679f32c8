package io.waybill.raft.client;

import io.waybill.environment.Connection;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.environment.Timers;
import io.waybill.raft.client.Operation.Repeat;
import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.settings.Cluster;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A client of the quorum: finds the leader, repeats what was not answered with the same session and sequence, so that a
 * command takes effect once at most, and knows of each operation how it ended. Runs one operation at a time; others
 * wait in the order in which they came. Used on its environment's loop only, where it also calls back.
 */
public final class QuorumClient {

    private static final long MILLI = 1_000_000;
    private static final long PATIENCE_NANOS = 1_000 * MILLI;
    private static final long PAUSE_MIN_NANOS = 10 * MILLI;
    private static final long PAUSE_MAX_NANOS = 60 * MILLI;

    private final Environment environment;
    private final Cluster cluster;
    private final List<Integer> nodes;
    private final Randomness randomness;
    private final long session;
    private final ArrayDeque<Operation> waiting = new ArrayDeque<>();
    private final Answers answers = new Answers();

    private long lastSequence;
    private long lastId;
    private long firstIdOfCurrent;
    private int target;
    private int turn;
    private @Nullable Operation current;
    private @Nullable Link link;
    // Whether the current operation was sent and not answered.
    private boolean sent;
    private Timers.@Nullable Timer deadlineTimer;
    private Timers.@Nullable Timer retryTimer;

    private QuorumClient(Environment environment, Cluster cluster, long session) {
        this.environment = environment;
        this.cluster = cluster;
        this.session = session;
        this.nodes = new ArrayList<>(cluster.addresses().keySet());
        this.randomness = environment.randomness("quorum client");
        this.turn = randomness.nextInt(nodes.size());
        this.target = nodes.get(turn);
    }

    /**
     * Returns a client.
     *
     * @param session 1 or more; unique among all clients that ever were, incarnations of one node included
     */
    public static QuorumClient of(Environment environment, Cluster cluster, long session) {
        return new QuorumClient(environment, cluster, session);
    }

    /**
     * Has a command applied.
     *
     * @param timeoutNanos after which it ends in any case
     */
    public void propose(ByteBuffer command, long timeoutNanos, Consumer<Outcome> done) {
        long sequence = ++lastSequence;
        begin(Repeat.SAFE, timeoutNanos, done, id -> new ClientRequest.Propose(id, session, sequence, command));
    }

    /** Has a query answered, on a state that contains everything that was acknowledged before the query began. */
    public void read(ByteBuffer query, long timeoutNanos, Consumer<Outcome> done) {
        begin(Repeat.HARMLESS, timeoutNanos, done, id -> new ClientRequest.Read(id, query));
    }

    /** Changes the membership by one node. Not repeated once it may have begun: it may then end as unknown. */
    public void change(ChangeKind kind, int node, long timeoutNanos, Consumer<Outcome> done) {
        begin(Repeat.NEVER, timeoutNanos, done, id -> new ClientRequest.Change(id, kind, node));
    }

    /** Hands the leadership to a voter. Ok once the old leader has seen a new term. */
    public void transfer(int node, long timeoutNanos, Consumer<Outcome> done) {
        begin(Repeat.NEVER, timeoutNanos, done, id -> new ClientRequest.Transfer(id, node));
    }

    /** Returns whether nothing is under way. */
    public boolean isIdle() {
        return current == null;
    }

    /** Ends it: what is under way ends as unknown where it may have begun, and its connections are closed. */
    public void close() {
        var operation = current;
        current = null;
        cancelTimers();
        closeLink();
        if (operation != null) {
            operation.mayHaveHappened |= sent;
            operation.end(operation.givenUp("the client was closed"));
        }
        while (!waiting.isEmpty()) {
            waiting.remove().end(new Outcome.Fail("the client was closed"));
        }
    }

    private void begin(Repeat repeat, long timeoutNanos, Consumer<Outcome> done, LongFunction<ClientRequest> request) {
        waiting.add(new Operation(request, repeat, environment.clock().nanos() + timeoutNanos, done));
        if (current == null) {
            // Not at once: whoever asks is not called back before the call has returned.
            environment.timers().post(this::next);
        }
    }

    private void next() {
        if (current != null || waiting.isEmpty()) {
            return;
        }
        var operation = waiting.remove();
        current = operation;
        firstIdOfCurrent = lastId + 1;
        sent = false;
        long left = Math.max(0, operation.deadlineNanos - environment.clock().nanos());
        deadlineTimer = environment.timers().after(left, () -> expired(operation));
        attempt();
    }

    private void expired(Operation operation) {
        if (current == operation) {
            operation.mayHaveHappened |= sent;
            closeLink();
            if (sent) {
                // Whoever did not answer in time is not asked first again: it may never answer.
                target = another();
            }
            end(operation.givenUp("no answer in time"));
        }
    }

    private void end(Outcome outcome) {
        var operation = current;
        current = null;
        cancelTimers();
        if (operation != null) {
            operation.end(outcome);
        }
        next();
    }

    private void cancelTimers() {
        if (deadlineTimer != null) {
            deadlineTimer.cancel();
        }
        if (retryTimer != null) {
            retryTimer.cancel();
        }
        deadlineTimer = null;
        retryTimer = null;
    }

    private void attempt() {
        var operation = current;
        if (operation == null) {
            return;
        }
        var open = link;
        if (open == null) {
            open = new Link(target);
            link = open;
            open.connect();
        }
        sent = true;
        open.send(ClientCodec.encode(operation.request(++lastId)));
        retryAfter(PATIENCE_NANOS, () -> {
            operation.mayHaveHappened = true;
            closeLink();
            again(-1);
        });
    }

    private void retryAfter(long delayNanos, Runnable task) {
        if (retryTimer != null) {
            retryTimer.cancel();
        }
        retryTimer = environment.timers().after(delayNanos, task);
    }

    /** Tries again, with the node that is said to lead, or with any after a pause. */
    private void again(int leader) {
        var operation = current;
        if (operation == null) {
            return;
        }
        sent = false;
        if (operation.repeat == Repeat.NEVER && operation.mayHaveHappened) {
            end(operation.givenUp("no answer"));
            return;
        }
        boolean known = leader >= 0 && leader != target && cluster.addresses().containsKey(leader);
        int other = known ? leader : another();
        if (other != target) {
            closeLink();
            target = other;
        }
        retryAfter(known ? MILLI : randomness.between(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS), this::attempt);
    }

    /** Returns the node whose turn it is: where some are silent, chance may ask them again and again. */
    private int another() {
        turn = (turn + 1) % nodes.size();
        return nodes.get(turn);
    }

    private void closeLink() {
        var open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    private void lost(Link lost) {
        if (link != lost) {
            return;
        }
        link = null;
        var operation = current;
        if (operation != null && sent) {
            // What is sent before a connection is open is not on its way yet.
            operation.mayHaveHappened |= lost.wasOpen;
            again(-1);
        }
    }

    private void answered(Link from, ByteBuffer frame) {
        if (link != from || current == null) {
            return;
        }
        var reply = ClientCodec.reply(frame);
        if (reply.id() >= firstIdOfCurrent && reply.id() <= lastId) {
            reply.match(answers);
        }
    }

    /** What each reply means to the current operation. */
    private final class Answers implements ClientReply.Cases<Boolean> {

        @Override
        public Boolean done(ClientReply.Done reply) {
            end(new Outcome.Ok(reply.result()));
            return true;
        }

        @Override
        public Boolean notLeader(ClientReply.NotLeader reply) {
            again(reply.leader());
            return true;
        }

        @Override
        public Boolean declined(ClientReply.Declined reply) {
            var operation = current;
            if (operation != null && operation.repeat == Repeat.NEVER) {
                end(operation.givenUp(reply.reason()));
            } else {
                again(-1);
            }
            return true;
        }

        @Override
        public Boolean unknown(ClientReply.Unknown reply) {
            var operation = current;
            if (operation != null) {
                operation.mayHaveHappened = true;
                if (operation.repeat == Repeat.NEVER) {
                    end(new Outcome.Info(reply.reason()));
                } else {
                    again(-1);
                }
            }
            return true;
        }

        @Override
        public Boolean health(ClientReply.Health reply) {
            return true;
        }
    }

    /** The connection to one member. */
    private final class Link implements Connection.Handler {

        private final int node;
        private @Nullable Connection connection;
        private boolean wasOpen;

        Link(int node) {
            this.node = node;
        }

        void connect() {
            var address = cluster.addresses().get(node);
            if (address == null) {
                throw new IllegalStateException("node " + node + " has no address");
            }
            connection = environment.links().connect(address, this);
        }

        void send(ByteBuffer frame) {
            if (connection != null) {
                connection.send(frame);
            }
        }

        void close() {
            if (connection != null) {
                connection.close();
            }
        }

        @Override
        public void onOpen(Connection it) {
            wasOpen = true;
        }

        @Override
        public void onFrame(Connection it, ByteBuffer frame) {
            answered(this, frame);
        }

        @Override
        public void onClosed(Connection it, Connection.CloseReason reason) {
            lost(this);
        }
    }
}
