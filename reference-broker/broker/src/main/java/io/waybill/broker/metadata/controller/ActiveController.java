package io.waybill.broker.metadata.controller;

import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.MetadataCommand;
import io.waybill.broker.metadata.command.MetadataCommand.ActivateController;
import io.waybill.broker.metadata.command.MetadataCommand.ControlledShutdown;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataCommand.FenceBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnfenceBroker;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.ControllerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the active controller decides because of time: who has been silent for too long, who has caught up, which
 * leaders are not the preferred ones. It reads the image and changes nothing; what it decides is a command, and counts
 * once the quorum has committed it. A command that is lost is decided again, since the image still asks for it.
 *
 * <pre>
 *            heartbeat, caught up                       wants to stop
 *   fenced ───────────────────────► active ───────────────────────────► stopping
 *      ▲                              │                                     │
 *      └──────────────────────────────┴─────────────────────────────────────┘
 *        silent for the session's timeout, wants to be fenced, begins a new life
 * </pre>
 *
 * <p>It begins inactive. All times are of one monotonic clock, in nanoseconds, and never smaller than the one before.
 */
public final class ActiveController {

    /** As in Kafka: so many elections at once do not hold up everything else. */
    private static final int MOST_ELECTIONS = 1_000;

    private final MetadataImage image;
    private final ControllerSettings settings;
    private final TreeMap<Integer, BrokerSession> sessions = new TreeMap<>();
    private boolean active;
    private long epoch;
    private long balanceNanos;

    /** Makes a controller that reads an image, which moves on by itself. */
    public ActiveController(MetadataImage image, ControllerSettings settings) {
        this.image = image;
        this.settings = settings;
    }

    /**
     * Begins to act; called once everything committed before is applied. Every broker that is not fenced has a whole
     * session from now: what the controller before heard is not known.
     *
     * @param newEpoch the term in which it leads the quorum
     * @return what is to be proposed first
     */
    public MetadataCommand activate(int controller, long newEpoch, long nowNanos) {
        active = true;
        epoch = newEpoch;
        sessions.clear();
        follow(nowNanos);
        balanceNanos = nowNanos + settings.balanceInterval().toNanos();
        return new ActivateController(controller, newEpoch);
    }

    /** Ceases to act: another leads the quorum, or perhaps nobody. */
    public void deactivate() {
        active = false;
        sessions.clear();
    }

    /** Returns whether it acts. */
    public boolean isActive() {
        return active;
    }

    /** Answers a broker that says that it lives. */
    public HeartbeatAnswer heartbeat(Heartbeat heartbeat, long nowNanos) {
        if (!active) {
            return HeartbeatAnswer.refused(MetadataError.NOT_CONTROLLER);
        }
        var known = image.broker(heartbeat.broker());
        if (known.isEmpty()) {
            return HeartbeatAnswer.refused(MetadataError.BROKER_ID_NOT_REGISTERED);
        }
        var broker = known.get();
        if (broker.epoch() != heartbeat.brokerEpoch()) {
            return HeartbeatAnswer.refused(MetadataError.STALE_BROKER_EPOCH);
        }
        var session = session(broker, nowNanos);
        session.hear(nowNanos, heartbeat.metadataIndex());
        boolean caughtUp = heartbeat.metadataIndex() >= broker.epoch();
        boolean shutDown = heartbeat.wantsShutdown() && mayStop(broker);
        var commands = new ArrayList<MetadataCommand>();
        var wanted = wanted(broker, heartbeat, caughtUp);
        if (wanted != Wanted.NOTHING
                && session.mayPropose(nowNanos, settings.repeatAfter().toNanos())) {
            commands.add(command(wanted, broker));
        }
        return new HeartbeatAnswer(MetadataError.NONE, caughtUp, broker.fenced(), shutDown, commands);
    }

    private Wanted wanted(BrokerRegistration broker, Heartbeat heartbeat, boolean caughtUp) {
        if (heartbeat.wantsShutdown()) {
            return broker.fenced() || broker.isShuttingDown() ? Wanted.NOTHING : Wanted.STOPPING;
        }
        if (heartbeat.wantsFence()) {
            return broker.fenced() ? Wanted.NOTHING : Wanted.FENCED;
        }
        return broker.fenced() && caughtUp ? Wanted.ACTIVE : Wanted.NOTHING;
    }

    private MetadataCommand command(Wanted wanted, BrokerRegistration broker) {
        return switch (wanted) {
            case STOPPING -> new ControlledShutdown(broker.id(), broker.epoch(), epoch);
            case FENCED -> new FenceBroker(broker.id(), broker.epoch(), epoch);
            case ACTIVE -> new UnfenceBroker(broker.id(), broker.epoch(), epoch);
            case NOTHING -> throw new IllegalArgumentException("a command must want something");
        };
    }

    /**
     * A broker may stop once it leads nothing and all others have heard so: until then they would send their clients to
     * a broker that is gone. Those that are stopping too are not waited for: one that is gone would be for as long as
     * its session lasts.
     */
    private boolean mayStop(BrokerRegistration broker) {
        if (broker.fenced()) {
            return true;
        }
        if (!broker.isShuttingDown() || leads(broker.id())) {
            return false;
        }
        for (BrokerRegistration other : image.brokers()) {
            var session = sessions.get(other.id());
            boolean heard = session != null && session.metadataIndex() >= broker.shutdownIndex();
            if (!other.fenced() && !other.isShuttingDown() && !heard) {
                return false;
            }
        }
        return true;
    }

    private boolean leads(int broker) {
        return image.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.leader() == broker);
    }

    /** Returns what is to be proposed because time has passed; called at {@link #nextNanos()} or at any time. */
    public List<MetadataCommand> tick(long nowNanos) {
        var commands = new ArrayList<MetadataCommand>();
        if (!active) {
            return commands;
        }
        follow(nowNanos);
        long timeoutNanos = settings.sessionTimeout().toNanos();
        sessions.forEach((id, session) -> {
            var broker = image.broker(id).filter(known -> !known.fenced());
            if (broker.isPresent()
                    && session.isSilent(nowNanos, timeoutNanos)
                    && session.mayPropose(nowNanos, settings.repeatAfter().toNanos())) {
                commands.add(command(Wanted.FENCED, broker.get()));
            }
        });
        if (settings.balancesLeaders() && nowNanos >= balanceNanos) {
            balanceNanos = nowNanos + settings.balanceInterval().toNanos();
            balance(commands);
        }
        return commands;
    }

    /** Returns when something is to be decided next if nothing happens; the largest number while inactive. */
    public long nextNanos() {
        if (!active) {
            return Long.MAX_VALUE;
        }
        long next = settings.balancesLeaders() ? balanceNanos : Long.MAX_VALUE;
        for (BrokerRegistration broker : image.brokers()) {
            var session = sessions.get(broker.id());
            if (!broker.fenced() && session != null) {
                next = Math.min(
                        next, session.deadlineNanos(settings.sessionTimeout().toNanos()));
            }
        }
        return next;
    }

    private void balance(List<MetadataCommand> commands) {
        var moved = new ArrayList<PartitionId>();
        for (TopicImage topic : image.topics()) {
            for (int i = 0; i < topic.partitions().size(); i++) {
                if (moved.size() < MOST_ELECTIONS
                        && shouldMove(topic.partitions().get(i))) {
                    moved.add(new PartitionId(topic.id(), i));
                }
            }
        }
        if (!moved.isEmpty()) {
            commands.add(new ElectLeaders(ElectionKind.PREFERRED, moved));
        }
    }

    private boolean shouldMove(PartitionState partition) {
        int preferred = partition.preferredLeader();
        return partition.leader() != preferred && partition.isr().contains(preferred) && image.isActive(preferred);
    }

    /** Follows the image: lives that are over are forgotten, and new ones have a session from now. */
    private void follow(long nowNanos) {
        sessions.keySet().removeIf(id -> image.broker(id).isEmpty());
        image.brokers().forEach(broker -> session(broker, nowNanos));
    }

    private BrokerSession session(BrokerRegistration broker, long nowNanos) {
        var session = sessions.get(broker.id());
        if (session == null || session.brokerEpoch() != broker.epoch()) {
            session = new BrokerSession(broker.epoch(), nowNanos);
            sessions.put(broker.id(), session);
        }
        return session;
    }

    /** What a broker's standing should become. */
    private enum Wanted {
        NOTHING,
        STOPPING,
        FENCED,
        ACTIVE
    }
}
