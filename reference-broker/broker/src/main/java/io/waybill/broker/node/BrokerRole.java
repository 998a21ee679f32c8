package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.lifecycle.BrokerLife;
import io.waybill.broker.loops.LoopAnswers;
import io.waybill.broker.loops.PerLoop;
import io.waybill.broker.loops.SplitRequests;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.LogsListener;
import io.waybill.broker.replica.Partitions;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;

/**
 * What a node is that is a broker: its life, its loops, and what it answers. This is its first loop, which does for all
 * what can be done once only; each loop has replicas of its own.
 */
final class BrokerRole {

    /** After this, what it leads is left without a leader until its session ends. */
    private static final long STOP_NANOS = 60_000_000_000L;

    private final Environment environment;
    private final BrokerSettings settings;
    private final Endpoint at;
    private final BrokerListener listener;
    private final MetadataImage image;
    private final BrokerLife life;
    private final LoopRole loop;
    private final OtherLoops others;
    private final PerLoop<LoopAnswers> answers;
    private boolean isOpen;
    private boolean isListening;

    private BrokerRole(
            Environment environment,
            BrokerSettings settings,
            Endpoint at,
            ControllerNode controller,
            BrokerListener listener) {
        this.environment = environment;
        this.settings = settings;
        this.at = at;
        this.listener = listener;
        this.image = controller.image();
        this.life = BrokerLife.of(environment, settings, controller, listener);
        this.others = new OtherLoops(environment.shards(), life, new All());
        this.loop = new LoopRole(
                environment,
                settings,
                image,
                life::epoch,
                following -> new Partitions(
                        environment, settings, image, following, life.isrChannel(), listener, new Logs()));
        this.answers = new PerLoop<>(environment.shards().count());
        answers.put(environment.shards().self(), new LoopAnswers(environment.shards(), loop.data()));
    }

    /**
     * Starts a broker.
     *
     * @param at where it answers
     * @param controller this node's part in the quorum, started in this callback
     */
    static BrokerRole start(
            Environment environment,
            BrokerSettings settings,
            Endpoint at,
            ControllerNode controller,
            BrokerListener listener) {
        var role = new BrokerRole(environment, settings, at, controller, listener);
        role.others.start(settings, role.loop.partitions(), role.answers, at);
        // The others are told of a change before this loop acts on it: so they see it as the life does now.
        controller.listen(role.others);
        role.life.begin(role.loop.partitions(), role.others);
        controller.listen((image, changes) -> role.listenOnceRegistered());
        return role;
    }

    /**
     * Nobody is answered before this life is registered in this node's own metadata, on all its loops: until then they
     * lie behind, as far as they may after a restart, and would deny topics that there are.
     */
    private void listenOnceRegistered() {
        if (!isListening && life.isLive() && others.areReady()) {
            isListening = true;
            others.listen(answers, listener.clientRequests());
            var data = answers.count() == 1 ? loop.data() : new SplitRequests(environment, image, answers);
            var admin = new AdminHandlers(environment.node(), settings, image, life.producerIds(), life.forwarding());
            Answering.begin(environment, at, data, admin, listener.clientRequests());
        }
    }

    /** Stops in order, or, where that is not configured, without handing over what it leads. */
    void stop(Runnable done) {
        boolean handsOver = Boolean.parseBoolean(loop.config().ofBroker(BrokerKeys.CONTROLLED_SHUTDOWN_ENABLE));
        if (handsOver) {
            life.stop(STOP_NANOS, inOrder -> close(done));
        } else {
            environment.timers().post(() -> close(done));
        }
    }

    private void close(Runnable done) {
        var left = new int[] {2};
        Runnable one = () -> {
            left[0]--;
            if (left[0] == 0) {
                life.closed(done);
            }
        };
        others.close(one);
        loop.close(one);
    }

    private void logsOpen() {
        if (isOpen && others.areOpen()) {
            life.logsOpen();
        }
    }

    /** What becomes of this loop's logs decides on the life of the broker. */
    private final class Logs implements LogsListener {

        @Override
        public void open() {
            isOpen = true;
            logsOpen();
        }

        @Override
        public void distrusted() {
            life.distrustLogs();
        }
    }

    /** What the other loops say together does too. */
    private final class All implements OtherLoops.Heard {

        @Override
        public void allReady() {
            listenOnceRegistered();
        }

        @Override
        public void allOpen() {
            logsOpen();
        }
    }
}
