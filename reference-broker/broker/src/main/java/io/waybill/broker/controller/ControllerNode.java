package io.waybill.broker.controller;

import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.metadata.MetadataMachine;
import io.waybill.broker.metadata.command.CommandCodec;
import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.ResultCodec;
import io.waybill.broker.metadata.controller.ActiveController;
import io.waybill.broker.metadata.controller.Heartbeat;
import io.waybill.broker.metadata.controller.HeartbeatAnswer;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Timers;
import io.waybill.raft.RaftView;
import io.waybill.raft.Role;
import io.waybill.raft.node.RaftNode;
import io.waybill.rpc.RpcServer;
import io.waybill.wire.ServerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's part in the quorum. Every node has one: it keeps the metadata, and where the node votes it may come to lead,
 * is then the active controller, and answers at its controller endpoint.
 *
 * <pre>
 *             leads, and everything of former terms is applied
 *   passive ─────────────────────────────────────────────────────► active in a term
 *      ▲                                                                  │
 *      └──────────────────────────────────────────────────────────────────┘
 *                       no longer leads, or leads another term
 * </pre>
 *
 * <p>Used on the node's loop only, where it also calls back; never before the call that asked has returned.
 */
public final class ControllerNode {

    private static final int MAX_FRAME_BYTES = 100 * 1024 * 1024;
    private static final int NOBODY = -1;

    private final Environment environment;
    private final BrokerSettings settings;
    private final BrokerListener listener;
    private final StaticConfig config;
    private final MetadataMachine machine;
    private final ActiveController active;
    private final RaftNode raft;
    private final Probes.Sometimes tookOver;
    private final Probes.Sometimes deposedAtWork;
    private final boolean decidesAgain;
    // What C3_AGAIN proposes again.
    private final List<MetadataCommand> undone = new ArrayList<>();
    private long epoch;
    private int underWay;
    private boolean looking;
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;

    private ControllerNode(Environment environment, BrokerSettings settings, BrokerListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.listener = listener;
        this.decidesAgain = settings.mutants().metadata().has(MetadataMutant.C3_AGAIN);
        this.config = new StaticConfig(settings.config());
        this.machine = new MetadataMachine(settings.mutants().metadata());
        this.active = new ActiveController(machine.image(), config.controller());
        this.tookOver = environment.probes().sometimes("another controller takes over");
        this.deposedAtWork = environment.probes().sometimes("a controller is deposed with commands under way");
        machine.listen(listener.metadata());
        this.raft = RaftNode.start(
                environment,
                settings.raft(),
                machine,
                new QuorumWatch(listener.quorum(), this::lookSoon, this::lookWhereLeading));
    }

    /**
     * Starts a node's part in the quorum on what its disk holds, and listens where the layout says.
     *
     * @param environment of this incarnation
     */
    public static ControllerNode start(Environment environment, BrokerSettings settings, BrokerListener listener) {
        var node = new ControllerNode(environment, settings, listener);
        var endpoint = settings.layout().node(environment.node()).controller();
        if (endpoint != null) {
            RpcServer.listen(
                    environment,
                    endpoint,
                    new ServerCodec(ControllerApis.OFFER, MAX_FRAME_BYTES),
                    new ControllerHandlers(node, environment, settings),
                    listener.controllerRequests());
        }
        return node;
    }

    /**
     * Has a listener told of every change of the metadata from here on. Whoever adds it in the callback that has called
     * {@link #start} misses nothing.
     */
    public void listen(MetadataListener other) {
        machine.listen(other);
    }

    /** Returns the metadata as this node has them; they move on by themselves. */
    public MetadataImage image() {
        return machine.image();
    }

    /** Returns whether the disk was read: before that, {@link #quorum} must not be used. */
    public boolean isStarted() {
        return raft.isStarted();
    }

    /** Returns what this node knows of the quorum. */
    public RaftView quorum() {
        return raft.view();
    }

    /** Returns up to which index this node has applied the metadata log; 0 before anything. */
    public long appliedIndex() {
        return raft.appliedIndex();
    }

    /** Returns the digest of everything of the metadata log that this node has applied. */
    public long digest() {
        return raft.digest();
    }

    /**
     * Returns whom this node takes for the active controller: who leads the quorum, else who was active last; -1 where
     * it knows of neither.
     */
    public int controller() {
        int leader = raft.isStarted() ? raft.view().leader() : NOBODY;
        return leader == NOBODY ? image().controller() : leader;
    }

    /** Returns whether this node is the active controller, as far as it knows. */
    public boolean isActive() {
        return active.isActive() && leads(epoch);
    }

    /** Returns the epoch in which it is or was active last, 0 before any. */
    public long epoch() {
        return epoch;
    }

    /**
     * Proposes a command as the active controller.
     *
     * @param done is told how it ended, once, after this node has applied it or when it no longer knows
     */
    public void propose(MetadataCommand command, Consumer<CommandOutcome> done) {
        if (!isActive()) {
            environment.timers().post(() -> done.accept(notActive()));
            return;
        }
        underWay++;
        raft.propose(CommandCodec.encode(command), outcome -> {
            underWay--;
            CommandOutcome told = outcome.match(
                    ok -> new CommandOutcome.Applied(ResultCodec.decode(ok.result())),
                    fail -> new CommandOutcome.NotDone(fail.reason()),
                    info -> new CommandOutcome.Unknown(info.reason()));
            if (decidesAgain && !(told instanceof CommandOutcome.Applied) && isDecided(command)) {
                undone.add(command);
            }
            done.accept(told);
        });
    }

    /** Returns whether a controller has decided it by itself, and says in which epoch. */
    private static boolean isDecided(MetadataCommand command) {
        return command instanceof MetadataCommand.FenceBroker
                || command instanceof MetadataCommand.UnfenceBroker
                || command instanceof MetadataCommand.ControlledShutdown;
    }

    /** Returns what the machine would say to commands, one after the other, without doing them. */
    Rehearsal rehearse() {
        return new Rehearsal(machine, settings.mutants().metadata());
    }

    /** Answers a broker that says that it lives; what follows from it is for the caller to propose. */
    HeartbeatAnswer heartbeat(Heartbeat heartbeat) {
        var answer = active.heartbeat(heartbeat, now());
        setTimer();
        return answer;
    }

    StaticConfig config() {
        return config;
    }

    private CommandOutcome notActive() {
        return new CommandOutcome.NotDone("the active controller is " + controller() + ", not " + environment.node());
    }

    private boolean leads(long term) {
        return raft.isStarted()
                && raft.view().role() == Role.LEADER
                && raft.view().term() == term;
    }

    private long now() {
        return environment.clock().nanos();
    }

    /** The quorum's member must not be called back: what follows from its move waits until it has ended. */
    private void lookSoon() {
        if (!looking) {
            looking = true;
            environment.timers().post(this::look);
        }
    }

    /** Who follows has nothing to decide about an entry; that is nearly every node, and entries are many. */
    private void lookWhereLeading() {
        if (raft.isStarted() && raft.view().role() == Role.LEADER) {
            lookSoon();
        }
    }

    private void look() {
        looking = false;
        if (!raft.isStarted()) {
            return;
        }
        var view = raft.view();
        if (active.isActive() && !leads(epoch)) {
            deactivate();
        }
        // Its term's first entry is applied, so all that any former term has committed is (Raft §8).
        boolean isReady = leads(view.term()) && view.termAt(raft.appliedIndex()) == view.term();
        if (isReady && !active.isActive()) {
            activate(view.term());
        }
        setTimer();
    }

    private void activate(long term) {
        epoch = term;
        if (image().controller() != NOBODY && image().controller() != environment.node()) {
            tookOver.hit();
        }
        trace("is the active controller in epoch " + term);
        decide(active.activate(environment.node(), term, now()));
        config.clusterWide(image()).ifPresent(this::decide);
        decideAgain();
        listener.onActiveController(term);
    }

    private void decideAgain() {
        List<MetadataCommand> again = List.copyOf(undone);
        undone.clear();
        again.forEach(this::decide);
    }

    private void deactivate() {
        if (underWay > 0) {
            deposedAtWork.hit();
        }
        trace("is no longer the active controller of epoch " + epoch);
        active.deactivate();
    }

    /** Proposes what nobody waits for: where it is lost, the image still asks for it and it is decided again. */
    private void decide(MetadataCommand command) {
        if (listener.traces()) {
            trace("decides " + command);
        }
        propose(command, outcome -> {
            if (outcome instanceof CommandOutcome.Applied applied
                    && applied.result() instanceof CommandResult.Refused refused) {
                trace("is refused " + command + ": " + refused.message());
            }
        });
    }

    private void setTimer() {
        long next = active.nextNanos();
        if (next < timerNanos) {
            if (timer != null) {
                timer.cancel();
            }
            timerNanos = next;
            timer = environment.timers().after(Math.max(0, next - now()), this::tick);
        }
    }

    private void tick() {
        timer = null;
        timerNanos = Long.MAX_VALUE;
        if (isActive()) {
            active.tick(now()).forEach(this::decide);
            setTimer();
        }
    }

    private void trace(String line) {
        if (listener.traces()) {
            listener.trace("controller " + environment.node() + " " + line);
        }
    }
}
