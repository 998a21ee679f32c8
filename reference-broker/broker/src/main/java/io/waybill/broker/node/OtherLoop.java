package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.data.DataHandlers;
import io.waybill.broker.loops.LoopAnswers;
import io.waybill.broker.loops.PerLoop;
import io.waybill.broker.loops.SplitRequests;
import io.waybill.broker.metadata.LocalView;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.MetadataUpdate;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.replica.LogsListener;
import io.waybill.broker.replica.Partitions;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestWatch;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a broker does on a loop that is not its first: it has a copy of the metadata, sees them as the present life of
 * the broker does, and decides about the replicas that it owns. Whatever concerns the broker as a whole goes home, to
 * the first loop.
 *
 * <p>Used on its loop only.
 */
final class OtherLoop {

    private static final long NO_LIFE = -1;

    private final Environment environment;
    private final BrokerSettings settings;
    private final Endpoint at;
    private final Home home;
    private final MutableImage image = new MutableImage();
    private final LoopRole role;
    private @Nullable LocalView view;
    private boolean isReady;

    /** The first loop as this one reaches it; what it is told there happens later, in order. */
    interface Home {

        /** Runs something there. */
        void post(Runnable task);

        /** A leader proposes other in-sync replicas, in a life of this broker; the answer comes back here. */
        void propose(long epoch, IsrProposal proposal, Consumer<MetadataError> done);

        /** A producer wants an id, which is given once; the answer comes back here. */
        void nextProducerId(Consumer<OptionalLong> done);

        /** Somebody asks what only the active controller can do; the answer comes back here. */
        void forward(Request request, Consumer<Response> done);

        /** The logs of this loop are open. */
        void logsOpen();

        /** A log of this loop cannot be trusted. */
        void logsDistrusted();

        /** The broker's life is registered, as this loop's metadata say too. */
        void ready();
    }

    /**
     * Makes it.
     *
     * @param at where the node answers
     * @param first the replicas of the first loop, for what all loops share on the disk
     */
    OtherLoop(Environment environment, BrokerSettings settings, Endpoint at, Home home, Partitions first) {
        this.environment = environment;
        this.settings = settings;
        this.at = at;
        this.home = home;
        this.role = new LoopRole(
                environment,
                settings,
                image,
                this::epoch,
                following -> new Partitions(
                        first,
                        environment,
                        image,
                        following,
                        (proposal, done) -> home.propose(epoch(), proposal, done),
                        new Logs(home)));
    }

    DataHandlers data() {
        return role.data();
    }

    private long epoch() {
        return view == null ? NO_LIFE : view.epoch();
    }

    /** A life of the broker asks to be registered. */
    void began(UUID incarnation) {
        view = new LocalView(environment.node(), incarnation, settings.mutants().metadata(), role.partitions());
    }

    /** The life that is registered is over. */
    void ended() {
        view = null;
        role.partitions().superseded(image);
    }

    /**
     * The metadata move on.
     *
     * @param concerns whether what the broker's life sees has changed
     */
    void changed(MetadataUpdate update, boolean concerns) {
        update.applyTo(image);
        if (view != null && concerns) {
            view.changed(image, update.changes());
            if (view.isLive() && !isReady) {
                isReady = true;
                home.ready();
            }
        }
    }

    /** Answers from now on what comes to this loop: its share of the connections, whatever they are about. */
    void listen(PerLoop<LoopAnswers> answers, RequestWatch watch) {
        Answering.begin(
                environment,
                at,
                new SplitRequests(environment, image, answers),
                new AdminHandlers(environment.node(), settings, image, home::nextProducerId, home::forward),
                watch);
    }

    /** Ends all it does and closes its logs; {@code done} is told at home, once everything is on the disk. */
    void close(Runnable done) {
        role.close(() -> home.post(done));
    }

    /** What becomes of this loop's logs is told at home. */
    private record Logs(Home home) implements LogsListener {

        @Override
        public void open() {
            home.logsOpen();
        }

        @Override
        public void distrusted() {
            home.logsDistrusted();
        }
    }
}
