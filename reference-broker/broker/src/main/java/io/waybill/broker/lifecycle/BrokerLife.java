package io.waybill.broker.lifecycle;

import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.controller.RandomIds;
import io.waybill.broker.metadata.LocalView;
import io.waybill.broker.metadata.Reactions;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.replica.IsrChannel;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.broker.watch.DiskFailedException;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of a broker: it is registered, lives while it says so, and ends.
 *
 * <pre>
 *   reads what its former life left
 *        │
 *        ▼                 its registration is in its own metadata
 *   registering ─────────────────────────────────────────────► living ───────► stopping ───────► stopped
 *        ▲                                                        │      asked       may go, or
 *        └────────────────────────────────────────────────────────┘                  nobody answers
 *          another life took its place, or the controller does not know it
 * </pre>
 *
 * <p>Each time it registers, it does so as an incarnation that there never was. What the metadata say reaches the
 * {@link Reactions} only from the registration of the current incarnation on.
 *
 * <p>Used on the node's loop only, where it also calls back.
 */
public final class BrokerLife {

    private static final long MILLI = 1_000_000L;
    private static final long NO_LIFE = -1;

    private final Environment environment;
    private final BrokerSettings settings;
    private final ControllerNode node;
    private final BrokerListener listener;
    private final Randomness incarnations;
    private final Registration registration;
    private final Pulse pulse;
    private final IsrProposals isrProposals;
    private final ProducerIds producerIds;
    private final ControllerChannel channel;
    private final ControllerChannel forwarding;
    private final EpochFile file;
    private final FlushRule flushRule;
    private final Probes.Sometimes registeredAnew;
    private final Probes.Sometimes fencedWhileLeading;
    private final Probes.Sometimes disowned;
    private final Probes.Buggify livesAnew;
    private @Nullable Reactions reactions;
    private @Nullable LocalView view;
    private LivesListener others = LivesListener.NONE;
    private UUID incarnation;
    private long epoch = NO_LIFE;
    private long previousEpoch = NO_LIFE;
    private boolean formerWhole;
    private boolean formerDurable;
    private boolean alwaysDurable = true;
    private boolean fenced = true;
    private boolean stopped;
    private boolean beganAnew;
    private boolean logsDistrusted;
    private boolean mustDisown;
    private boolean findsController;

    private BrokerLife(Environment environment, BrokerSettings settings, ControllerNode node, BrokerListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.node = node;
        this.listener = listener;
        // Never the same for two lives, even where the streams of two lives are.
        this.incarnations = environment.randomness("broker incarnation").fork(environment.incarnation());
        this.channel = channel("life");
        this.forwarding = channel("forwarding");
        this.registration = new Registration(environment, settings.layout(), channel);
        this.pulse = new Pulse(environment, node, channel, heartbeatNanos(settings), this::heard);
        this.isrProposals = new IsrProposals(environment, channel("isr"), this::doubt);
        this.producerIds = new ProducerIds(environment, channel("producer-ids"), () -> epoch);
        this.file = new EpochFile(environment.disk());
        this.flushRule = new FlushRule(environment.node(), settings.config());
        this.registeredAnew = environment.probes().sometimes("a broker registers anew without a restart");
        this.fencedWhileLeading = environment.probes().sometimes("a broker is fenced while it leads");
        this.disowned =
                environment.probes().sometimes("a broker begins another life with a log that it does not trust");
        this.livesAnew = environment.probes().buggify("a broker begins another life without need");
        this.incarnation = RandomIds.next(incarnations);
    }

    /** Makes the life of a broker that does nothing until it begins. */
    public static BrokerLife of(
            Environment environment, BrokerSettings settings, ControllerNode node, BrokerListener listener) {
        return new BrokerLife(environment, settings, node, listener);
    }

    /**
     * Begins: registers as soon as it can and goes on until the incarnation of the node ends. Called once, in the
     * callback that has started the {@link ControllerNode}, so that it sees all metadata.
     *
     * @param its what the broker does; called in the order of the log
     */
    public void begin(Reactions its) {
        begin(its, LivesListener.NONE);
    }

    /**
     * Begins, as {@link #begin(Reactions)}.
     *
     * @param listening is told of each life, so that others can see the metadata as it does: {@link #sees} says which
     */
    public void begin(Reactions its, LivesListener listening) {
        reactions = its;
        others = listening;
        view = view(incarnation, its);
        node.listen(this::changed);
        file.read(former -> {
            previousEpoch = former.map(EpochFile.Life::epoch).orElse(NO_LIFE);
            formerWhole = former.map(EpochFile.Life::stoppedCleanly).orElse(false);
            formerDurable = former.map(EpochFile.Life::alwaysDurable).orElse(false);
            register();
        });
    }

    /** Returns whether this life is registered, as far as this node's metadata say. */
    public boolean isLive() {
        return epoch != NO_LIFE;
    }

    /** Returns the epoch of this life, -1 while it is not registered. */
    public long epoch() {
        return epoch;
    }

    /** Returns whether it must not lead: not registered, or fenced. */
    public boolean isFenced() {
        return fenced;
    }

    /** Returns whether what changes now concerns it: not where it was told to stop and has no life. */
    public boolean sees() {
        return !stopped || isLive();
    }

    /** Returns the way of leaders' proposals to the active controller. */
    public IsrChannel isrChannel() {
        return isrProposals;
    }

    /** Returns who gives producers their ids. */
    public ProducerIds producerIds() {
        return producerIds;
    }

    /** Returns the way of what administrators ask to the active controller. */
    public Forwarding forwarding() {
        return new Forwarding(forwarding);
    }

    /** Says that the logs are open: until then it asks to be fenced. */
    public void logsOpen() {
        pulse.logsOpen();
    }

    /**
     * Says that a log cannot be trusted: what this broker has acknowledged may not be here. The life that has is over,
     * so that others lead what it led and nobody counts on it, and none that follows in this process claims to have
     * what the one before had.
     */
    public void distrustLogs() {
        logsDistrusted = true;
        if (!mustDisown) {
            mustDisown = true;
            environment.timers().post(this::disown);
        }
    }

    private void disown() {
        var its = reactions;
        if (its != null && isLive() && !stopped) {
            mustDisown = false;
            disowned.hit();
            trace("has a log that it does not trust");
            write(new EpochFile.Life(epoch, false, false), () -> {});
            beginAnew(its);
        }
    }

    private void beginAnew(Reactions its) {
        over();
        its.superseded(node.image());
        others.ended();
        registerAnew();
    }

    /**
     * Begins to stop in order: what it leads is to be led by others first.
     *
     * @param timeoutNanos after what time it stops in any case
     * @param done is told once it may end: true where others lead what it led. It then still answers; who asked closes
     *     the logs, calls {@link #closed} and ends the incarnation
     */
    public void stop(long timeoutNanos, Consumer<Boolean> done) {
        stopped = true;
        if (!isLive()) {
            environment.timers().post(() -> done.accept(true));
            return;
        }
        pulse.stop(timeoutNanos, inOrder -> {
            if (inOrder) {
                listener.onStopped();
            }
            done.accept(inOrder);
        });
    }

    /**
     * Writes down that everything is on the disk, where it is: the logs are closed, and nothing is acknowledged any
     * more.
     */
    public void closed(Runnable done) {
        if (!isLive()) {
            environment.timers().post(done);
            return;
        }
        write(new EpochFile.Life(epoch, !logsDistrusted, alwaysDurable && !logsDistrusted), done);
    }

    private ControllerChannel channel(String purpose) {
        return new ControllerChannel(environment, settings.layout(), node, purpose);
    }

    private static long heartbeatNanos(BrokerSettings settings) {
        var key = BrokerKeys.BROKER_HEARTBEAT_INTERVAL_MS;
        return Long.parseLong(settings.config()
                        .getOrDefault(key.name(), key.defaultValue())
                        .strip())
                * MILLI;
    }

    private LocalView view(UUID of, Reactions its) {
        others.began(of);
        return new LocalView(environment.node(), of, settings.mutants().metadata(), new Watched(its));
    }

    private void register() {
        if (!stopped) {
            trace("registers as " + incarnation);
            registration.register(incarnation, this::provenEpoch, this::answered);
        }
    }

    /**
     * Returns the epoch before, where all that was acknowledged in it is here; else -1. Asked when the request is made:
     * by then the metadata are there, and tell of a topic that does not flush each record, even where the crash came
     * before that was written down.
     */
    private long provenEpoch() {
        boolean isProven = formerWhole || (formerDurable && flushRule.isAlwaysDurable(node.image()));
        return isProven && !logsDistrusted ? previousEpoch : NO_LIFE;
    }

    private void answered(ErrorCode error) {
        if (error != ErrorCode.NONE) {
            environment.crash(new IllegalStateException(
                    "the registration of broker " + environment.node() + " was refused: " + error));
        } else {
            lookForPassed();
        }
    }

    /** A snapshot may lead this node's metadata past the registration, to a later one of the same broker. */
    private void lookForPassed() {
        if (registration.isPassedBy(node.image(), environment.node(), incarnation)) {
            registerAnew();
        }
    }

    private void changed(MetadataImage image, List<MetadataChange> changes) {
        if (!findsController && changes.stream().anyMatch(MetadataChange.ControllerChanged.class::isInstance)) {
            findsController = true;
            environment.timers().post(this::findController);
        }
        var seeing = view;
        if (seeing != null && sees()) {
            seeing.changed(image, changes);
        }
        if (registration.isPassedBy(image, environment.node(), incarnation)) {
            environment.timers().post(this::lookForPassed);
        }
        if (isLive() && alwaysDurable && FlushRule.isTouchedBy(changes) && !flushRule.isAlwaysDurable(image)) {
            alwaysDurable = false;
            write(new EpochFile.Life(epoch, false, false), () -> {});
        }
    }

    private void heard(ErrorCode error) {
        // A life may be over at any time, for a registration that was on its way for long; in a run that is rare.
        boolean isBegun = !beganAnew && error == ErrorCode.NONE && livesAnew.fires();
        if (isBegun) {
            beganAnew = true;
        }
        doubt(isBegun ? ErrorCode.STALE_BROKER_EPOCH : error);
    }

    /** Ends this life where the controller says that it does not know it. */
    private void doubt(ErrorCode error) {
        var its = reactions;
        boolean unknown = error == ErrorCode.STALE_BROKER_EPOCH || error == ErrorCode.BROKER_ID_NOT_REGISTERED;
        if (its != null && unknown && isLive()) {
            trace("is not known to the controller: " + error);
            beginAnew(its);
        }
    }

    private void over() {
        // This process goes on, so what it has acknowledged is here, on the disk or not, unless a log is damaged.
        previousEpoch = epoch;
        formerWhole = true;
        epoch = NO_LIFE;
        setFenced(true);
        pulse.end();
        isrProposals.end();
    }

    private void registerAnew() {
        var its = reactions;
        if (its == null || isLive() || stopped) {
            return;
        }
        registeredAnew.hit();
        incarnation = RandomIds.next(incarnations);
        view = view(incarnation, its);
        register();
    }

    private void setFenced(boolean now) {
        if (fenced != now) {
            fenced = now;
            listener.onFenced(now);
        }
    }

    private void write(EpochFile.Life life, Runnable done) {
        file.write(life, done, failure -> environment.crash(new DiskFailedException(failure.toString())));
    }

    private void trace(String line) {
        if (listener.traces()) {
            listener.trace("broker " + environment.node() + " " + line);
        }
    }

    /** Sees what concerns the life itself, and passes everything on. */
    private final class Watched implements Reactions {

        private final Reactions its;

        Watched(Reactions its) {
            this.its = its;
        }

        @Override
        public void registered(MetadataImage image, BrokerRegistration self) {
            epoch = self.epoch();
            alwaysDurable = !logsDistrusted && flushRule.isAlwaysDurable(image);
            trace("lives in epoch " + epoch);
            write(new EpochFile.Life(epoch, false, alwaysDurable), () -> {});
            registration.end();
            isrProposals.begin(epoch);
            pulse.begin(epoch);
            listener.onRegistered(epoch);
            setFenced(self.fenced());
            its.registered(image, self);
            if (mustDisown) {
                // It was asked for before that was known, and may claim to have everything.
                environment.timers().post(BrokerLife.this::disown);
            }
        }

        @Override
        public void superseded(MetadataImage image) {
            trace("is superseded");
            over();
            its.superseded(image);
            environment.timers().post(BrokerLife.this::registerAnew);
        }

        @Override
        public void standingChanged(MetadataImage image, BrokerRegistration self) {
            if (self.fenced() && !fenced) {
                // What it led has another leader, or none, after the same command.
                fencedWhileLeading.hit();
            }
            setFenced(self.fenced());
            its.standingChanged(image, self);
        }

        @Override
        public void becameLeader(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            its.becameLeader(image, topic, partition, state);
        }

        @Override
        public void becameFollower(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            its.becameFollower(image, topic, partition, state);
        }

        @Override
        public void isrChanged(MetadataImage image, TopicImage topic, int partition, PartitionState state) {
            its.isrChanged(image, topic, partition, state);
        }

        @Override
        public void topicDeleted(MetadataImage image, TopicImage topic) {
            its.topicDeleted(image, topic);
        }

        @Override
        public void configsChanged(MetadataImage image, ConfigResource resource) {
            its.configsChanged(image, resource);
        }

        @Override
        public void controllerChanged(MetadataImage image, int controller, long controllerEpoch) {
            its.controllerChanged(image, controller, controllerEpoch);
        }
    }

    private void findController() {
        findsController = false;
        channel.controllerChanged();
        forwarding.controllerChanged();
        isrProposals.controllerChanged();
    }
}
