package io.waybill.raft.node;

import io.waybill.environment.Connection;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Timers;
import io.waybill.raft.Effects;
import io.waybill.raft.RaftCore;
import io.waybill.raft.RaftView;
import io.waybill.raft.Role;
import io.waybill.raft.client.ClientCodec;
import io.waybill.raft.client.ClientReply;
import io.waybill.raft.client.ClientRequest;
import io.waybill.raft.client.MalformedFrameException;
import io.waybill.raft.client.MemberStatus;
import io.waybill.raft.client.Outcome;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Recovered;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.machine.AppliedOnce;
import io.waybill.raft.machine.StateMachine;
import io.waybill.raft.message.Describe;
import io.waybill.raft.message.MalformedMessageException;
import io.waybill.raft.message.Message;
import io.waybill.raft.message.MessageCodec;
import io.waybill.raft.settings.RaftSettings;
import io.waybill.raft.storage.RaftStorage;
import io.waybill.raft.storage.StorageFailedException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A member of the quorum: listens, keeps connections to the others, writes what must survive, applies what is
 * committed, and answers clients. On any storage error, and where what it finds on its disk cannot be right, it
 * crashes.
 */
public final class RaftNode {

    private final Environment environment;
    private final RaftSettings settings;
    private final RaftListener listener;
    private final MachineHost machine;
    private final RaftStorage storage;
    private final PeerLinks peers;
    private final Desk desk = new Desk();
    private final Requests requests = new Requests();
    private final Probes.Buggify earlySnapshot;
    private @Nullable RaftCore core;
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;

    private RaftNode(Environment environment, RaftSettings settings, StateMachine machine, RaftListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.listener = listener;
        this.machine = new MachineHost(new AppliedOnce(machine), settings);
        this.earlySnapshot = environment.probes().buggify("early snapshot");
        this.storage = new RaftStorage(
                environment.disk(),
                settings.limits().segmentBytes(),
                environment.probes(),
                this::persisted,
                failure -> environment.crash(new StorageFailedException(failure)));
        this.peers = new PeerLinks(environment, settings, this::connected, this::disconnected);
    }

    /**
     * Starts a member on what its disk holds.
     *
     * @param environment of this incarnation; the member's id is its node
     * @param machine empty; it is restored from the snapshot and the log
     */
    public static RaftNode start(
            Environment environment, RaftSettings settings, StateMachine machine, RaftListener listener) {
        var node = new RaftNode(environment, settings, machine, listener);
        if (listener.traces()) {
            listener.trace("node " + environment.node() + " starts, incarnation " + environment.incarnation()
                    + (settings.mutants().isEmpty() ? "" : ", with planted flaws: " + settings.mutants()));
        }
        node.storage.recover(node::recovered, environment::crash);
        return node;
    }

    /** Returns whether the disk was read: before that, {@link #view} must not be used. */
    public boolean isStarted() {
        return core != null;
    }

    /** Returns what the member knows. */
    public RaftView view() {
        return core().view();
    }

    /** Returns an entry of its log, from {@link RaftView#firstIndex} to {@link RaftView#lastIndex}. */
    public Entry entry(long index) {
        return core().entry(index);
    }

    /** Returns the last entry that was applied to the machine. */
    public long appliedIndex() {
        return machine.appliedIndex();
    }

    /** Returns the digest of everything that was applied. */
    public long digest() {
        return machine.digest();
    }

    /**
     * Proposes a command to the quorum from this very node, as often as one likes without waiting. It belongs to no
     * session: proposed twice, it takes effect twice. Commands take effect in the order in which they are proposed,
     * where they do. Not to be called by the machine or the listener.
     *
     * @param command from position to limit
     * @param done is told how it ended, once and never before this call has returned: {@link Outcome.Ok} with the
     *     machine's result after this node has applied it; {@link Outcome.Fail} where this node does not lead or has
     *     not started, or too many proposals wait; {@link Outcome.Info} where it lost the leadership before the command
     *     was committed
     */
    public void propose(ByteBuffer command, Consumer<Outcome> done) {
        var known = core;
        if (known == null) {
            environment.timers().post(() -> done.accept(new Outcome.Fail("the disk was not read yet")));
            return;
        }
        long ticket = desk.take(
                reply -> environment.timers().post(() -> done.accept(reply.match(OwnProposal.OUTCOME))), 0, null);
        if (ticket > 0) {
            try {
                known.propose(ticket, AppliedOnce.command(command), now());
                stepped();
            } catch (RuntimeException e) {
                environment.crash(e);
            }
        }
    }

    private RaftCore core() {
        var known = core;
        if (known == null) {
            throw new IllegalStateException("node " + environment.node() + " has not read its disk yet");
        }
        return known;
    }

    private long now() {
        return environment.clock().nanos();
    }

    private void recovered(Recovered found) {
        try {
            var image = found.snapshot();
            if (image != null) {
                machine.restore(image);
            }
            core = new RaftCore(
                    environment.node(),
                    settings,
                    found,
                    new NodeEffects(),
                    environment.probes(),
                    environment.randomness("election timeout"),
                    now());
        } catch (RuntimeException e) {
            environment.crash(e);
            return;
        }
        var address = settings.cluster().addresses().get(environment.node());
        if (address == null) {
            environment.crash(new IllegalStateException("node " + environment.node() + " has no address"));
            return;
        }
        environment.links().listen(address, Incoming::new);
        listener.onStarted();
        stepped();
    }

    /** Does what every step ends with: begins to write, thinks of a snapshot, and sets the timer. */
    private void stepped() {
        answerReads();
        var known = core();
        if (machine.wantsSnapshot(false) || (machine.wantsSnapshot(true) && earlySnapshot.fires())) {
            var image = machine.snapshot(known);
            storage.snapshot(image, () -> snapshotWritten(image));
        }
        storage.flush();
        long deadline = known.deadline();
        if (deadline < timerNanos) {
            if (timer != null) {
                timer.cancel();
            }
            timerNanos = deadline;
            timer = environment.timers().after(Math.max(0, deadline - now()), this::elapsed);
        }
    }

    private void elapsed() {
        timerNanos = Long.MAX_VALUE;
        timer = null;
        try {
            long now = now();
            // Deadlines that were put off since the timer was set are waited for again.
            if (now >= core().deadline()) {
                core().elapsed(now);
            }
            stepped();
        } catch (RuntimeException e) {
            environment.crash(e);
        }
    }

    private void persisted(long write) {
        try {
            core().persisted(write, now());
            stepped();
        } catch (RuntimeException e) {
            environment.crash(e);
        }
    }

    private void snapshotWritten(SnapshotImage image) {
        machine.taken(image);
        long firstIndex = core().snapshotTaken(image);
        storage.dropBefore(firstIndex);
        listener.onSnapshot(image.index(), image.term(), firstIndex);
    }

    private void connected(int node) {
        try {
            core().connected(node, now());
            stepped();
        } catch (RuntimeException e) {
            environment.crash(e);
        }
    }

    private void disconnected(int node) {
        try {
            core().disconnected(node, now());
            stepped();
        } catch (RuntimeException e) {
            environment.crash(e);
        }
    }

    private void answerReads() {
        for (var next = desk.nextReadable(machine.appliedIndex());
                next != null;
                next = desk.nextReadable(machine.appliedIndex())) {
            var waiting = desk.claim(next.ticket());
            if (waiting != null && waiting.query() != null) {
                listener.onReadServed(next.index(), machine.appliedIndex());
                waiting.answer(new ClientReply.Done(waiting.id(), machine.query(waiting.query())));
            }
        }
    }

    /** A connection that another member or a client has opened. */
    private final class Incoming implements Connection.Handler {

        Incoming(Connection connection) {}

        @Override
        public void onOpen(Connection connection) {}

        @Override
        public void onFrame(Connection connection, ByteBuffer frame) {
            try {
                if (frame.hasRemaining() && frame.get(frame.position()) == ClientCodec.MARK) {
                    requests.connection = connection;
                    ClientCodec.request(frame).match(requests);
                } else {
                    var message = MessageCodec.decode(frame);
                    if (listener.traces()) {
                        listener.trace(environment.node() + " <- " + message.from() + " " + Describe.of(message));
                    }
                    core().receive(message, now());
                }
            } catch (MalformedMessageException | MalformedFrameException e) {
                connection.abort();
                return;
            } catch (RuntimeException e) {
                environment.crash(e);
                return;
            }
            stepped();
        }

        @Override
        public void onClosed(Connection connection, Connection.CloseReason reason) {}
    }

    /** What clients ask. */
    private final class Requests implements ClientRequest.Cases<Boolean> {

        private @Nullable Connection connection;

        private long ticket(long id, @Nullable ByteBuffer query) {
            var from = connection;
            return from == null ? 0 : desk.take(reply -> from.send(ClientCodec.encode(reply)), id, query);
        }

        @Override
        public Boolean propose(ClientRequest.Propose request) {
            long ticket = ticket(request.id(), null);
            if (ticket > 0) {
                var command = AppliedOnce.command(request.session(), request.sequence(), request.command());
                core().propose(ticket, command, now());
            }
            return true;
        }

        @Override
        public Boolean read(ClientRequest.Read request) {
            long ticket = ticket(request.id(), request.query());
            if (ticket > 0) {
                core().read(ticket, now());
            }
            return true;
        }

        @Override
        public Boolean change(ClientRequest.Change request) {
            long ticket = ticket(request.id(), null);
            if (ticket > 0) {
                core().change(ticket, request.kind(), request.node(), now());
            }
            return true;
        }

        @Override
        public Boolean transfer(ClientRequest.Transfer request) {
            long ticket = ticket(request.id(), null);
            if (ticket > 0) {
                core().transfer(ticket, request.node(), now());
            }
            return true;
        }

        @Override
        public Boolean status(ClientRequest.Status request) {
            var from = connection;
            var view = view();
            if (from != null) {
                var status = new MemberStatus(
                        environment.node(),
                        view.term(),
                        view.leader(),
                        view.commitIndex(),
                        machine.appliedIndex(),
                        view.lastIndex(),
                        view.membership(),
                        settings.mutants().toString());
                from.send(ClientCodec.encode(new ClientReply.Health(request.id(), status)));
            }
            return true;
        }
    }

    /** What the core wants to be done. */
    private final class NodeEffects implements Effects {

        @Override
        public void send(int to, Message message) {
            if (listener.traces()) {
                listener.trace(environment.node() + " -> " + to + " " + Describe.of(message));
            }
            listener.onSent(to, message);
            peers.send(to, message);
        }

        @Override
        public void save(long write, HardState state) {
            storage.save(write, state);
        }

        @Override
        public void append(long write, Entry entry) {
            storage.append(write, entry);
            listener.onAppended(entry);
        }

        @Override
        public void install(long write, SnapshotImage image) {
            storage.install(write, image);
            listener.onInstalled(image.index(), image.term());
        }

        @Override
        public void restore(SnapshotImage image) {
            machine.restore(image);
        }

        @Override
        public void commit(long index) {
            var known = core();
            listener.onCommitted(index);
            while (machine.appliedIndex() < index) {
                var entry = known.entry(machine.appliedIndex() + 1);
                var result = machine.apply(entry);
                listener.onApplied(entry.index(), entry.term(), machine.digest());
                desk.applied(entry.index(), result);
            }
        }

        @Override
        public void truncated(long fromIndex) {
            listener.onTruncated(fromIndex);
        }

        @Override
        public void role(Role role, long term) {
            if (listener.traces()) {
                listener.trace("node " + environment.node() + " is " + role + " in term " + term);
            }
            listener.onRole(role, term);
        }

        @Override
        public void accepted(long ticket, long index) {
            desk.accepted(ticket, index);
        }

        @Override
        public void refused(long ticket, int leader) {
            desk.refused(ticket, leader);
        }

        @Override
        public void declined(long ticket, String reason) {
            desk.declined(ticket, reason);
        }

        @Override
        public void readable(long ticket, long index) {
            desk.readable(ticket, index);
        }

        @Override
        public void done(long ticket) {
            desk.done(ticket);
        }

        @Override
        public void unknown(long ticket, String reason) {
            desk.unknown(ticket, reason);
        }

        @Override
        public void deposed() {
            desk.deposed();
        }
    }
}
