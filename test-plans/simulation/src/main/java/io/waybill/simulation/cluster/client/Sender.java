package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder.PendingSend;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One life of a producer: sends what is due until it is told to stop, and writes down how each send ended. */
final class Sender implements Client {

    private final Clientele clientele;
    private final Environment environment;
    private final ClientLibrary.ProducerPort port;
    private final ProducerSession session;
    private final Randomness keys;
    private final long intervalNanos;
    private final Map<PendingSend, Partition> pending = new LinkedHashMap<>();
    private long dueNanos;
    private boolean over;

    /**
     * Where the messages of a key go.
     *
     * @param partitionId the partition's id in the history
     * @param keyId the key's
     */
    record Route(Partition partition, int partitionId, String key, int keyId) {}

    Sender(Clientele clientele, Environment environment, ProducerSession session, int number) {
        this.clientele = clientele;
        this.environment = environment;
        this.session = session;
        this.port =
                clientele.library().producer(environment, clientele.settings().producers());
        this.keys = environment.randomness("keys");
        int producers = clientele.settings().producers().count();
        this.intervalNanos = Math.max(
                1, 1_000_000_000L * producers / clientele.settings().load().perSecond());
        // Producers begin a share of the interval apart, or they would all send at the same instants.
        this.dueNanos = clientele.nanos() + intervalNanos * number / producers;
    }

    @Override
    public void start() {
        pause();
    }

    private void pause() {
        environment.timers().after(Math.max(0, dueNanos - clientele.nanos()), this::next);
    }

    private void next() {
        if (over || !clientele.isSending()) {
            return;
        }
        // The key is drawn whether or not the message is sent: what the client holds up moves no later draw.
        List<Route> routes = clientele.routes();
        Route route = routes.get(keys.nextInt(routes.size()));
        if (pending.size() < clientele.settings().load().backlog()) {
            send(route);
        } else {
            clientele.notInvoked();
        }
        dueNanos += intervalNanos;
        pause();
    }

    private void send(Route route) {
        PendingSend send = session.sending(route.partitionId(), route.keyId(), Event.NONE, null);
        pending.put(send, route.partition());
        clientele.invoked(route.partition());
        long invokedNanos = clientele.nanos();
        byte[] payload = send.payload(clientele.settings().load().payloadBytes());
        byte[] key = route.key().getBytes(StandardCharsets.UTF_8);
        port.send(route.partition(), key, payload, outcome -> answered(send, route, invokedNanos, outcome));
    }

    private void answered(PendingSend send, Route route, long invokedNanos, SendOutcome outcome) {
        if (pending.remove(send) == null) {
            throw new IllegalStateException("the client answered a send twice: " + send.id());
        }
        send.answer(outcome.toOutcome(), outcome.offset());
        clientele.answered(environment.node(), route.partition(), invokedNanos, outcome);
    }

    @Override
    public boolean isSilent() {
        return pending.isEmpty();
    }

    @Override
    public boolean isDrained() {
        return pending.isEmpty();
    }

    /** Its life is over. What it had under way may have happened. */
    @Override
    public void ended(boolean crashed) {
        over = true;
        var outcome = new SendOutcome.Info("ClientEnded", "the client ended before the answer");
        pending.forEach((send, partition) -> {
            send.answer(outcome.toOutcome(), Event.NO_OFFSET);
            clientele.answered(environment.node(), partition, clientele.nanos(), outcome);
        });
        pending.clear();
    }
}
