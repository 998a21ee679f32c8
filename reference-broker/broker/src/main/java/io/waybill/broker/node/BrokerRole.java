package io.waybill.broker.node;

import io.waybill.broker.admin.AdminHandlers;
import io.waybill.broker.config.BrokerKeys;
import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.data.DataHandlers;
import io.waybill.broker.fetching.Fetchers;
import io.waybill.broker.fetching.ReplicaView;
import io.waybill.broker.lifecycle.BrokerLife;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.replica.LogsListener;
import io.waybill.broker.replica.Partitions;
import io.waybill.broker.replica.ReplicaConfig;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.broker.watch.BrokerListener;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.rpc.RequestWatch;
import io.waybill.rpc.RpcServer;
import io.waybill.wire.ServerCodec;
import java.util.Optional;

/** What a node is that is a broker: its life, its replicas, and what it answers. */
final class BrokerRole {

    private static final int MAX_FRAME_BYTES = 100 * 1024 * 1024;

    /** After this, what it leads is left without a leader until its session ends. */
    private static final long STOP_NANOS = 60_000_000_000L;

    private final Environment environment;
    private final ReplicaConfig config;
    private final BrokerLife life;
    private final Fetchers fetchers;
    private final Partitions partitions;
    private boolean isListening;

    private BrokerRole(
            Environment environment, BrokerSettings settings, ControllerNode controller, BrokerListener listener) {
        this.environment = environment;
        var image = controller.image();
        this.config = new ReplicaConfig(
                environment.node(), image, settings.config(), settings.mutants().log());
        this.life = BrokerLife.of(environment, settings, controller, listener);
        this.fetchers = new Fetchers(
                environment,
                broker -> endpoint(image, broker),
                life::epoch,
                new LatestFetchSettings(image, config),
                settings.mutants(),
                ReplicaView::new);
        this.partitions =
                new Partitions(environment, settings, image, fetchers, life.isrChannel(), listener, new Logs(life));
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
        var role = new BrokerRole(environment, settings, controller, listener);
        role.life.begin(role.partitions);
        var image = controller.image();
        var requests = new ClientRequests(
                environment,
                new DataHandlers(environment, image, role.partitions, settings.mutants()),
                new AdminHandlers(
                        environment.node(), settings, image, role.life.producerIds(), role.life.forwarding()));
        role.listenOnceRegistered(controller, at, requests, listener.clientRequests());
        return role;
    }

    /**
     * Nobody is answered before this life is registered in this node's own metadata: until then they lie behind, as far
     * as they may after a restart, and would deny topics that there are.
     */
    private void listenOnceRegistered(
            ControllerNode controller, Endpoint at, ClientRequests requests, RequestWatch watch) {
        controller.listen((image, changes) -> {
            if (!isListening && life.isLive()) {
                isListening = true;
                RpcServer.listen(environment, at, new ServerCodec(ClientApis.OFFER, MAX_FRAME_BYTES), requests, watch);
            }
        });
    }

    private static Optional<Endpoint> endpoint(MetadataImage image, int broker) {
        return image.broker(broker)
                .filter(known -> !known.endpoints().isEmpty())
                .map(known -> known.endpoints().get(0).address());
    }

    /** Stops in order, or, where that is not configured, without handing over what it leads. */
    void stop(Runnable done) {
        boolean handsOver = Boolean.parseBoolean(config.ofBroker(BrokerKeys.CONTROLLED_SHUTDOWN_ENABLE));
        if (handsOver) {
            life.stop(STOP_NANOS, inOrder -> close(done));
        } else {
            environment.timers().post(() -> close(done));
        }
    }

    private void close(Runnable done) {
        fetchers.close();
        partitions.close(() -> life.closed(done));
    }

    /** What becomes of the logs decides on the life of the broker. */
    private record Logs(BrokerLife life) implements LogsListener {

        @Override
        public void open() {
            life.logsOpen();
        }

        @Override
        public void distrusted() {
            life.distrustLogs();
        }
    }
}
