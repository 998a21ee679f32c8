package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder.PendingSend;
import io.waybill.system.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One life of a producer: sends what is due until it is told to stop, and writes down how each send ended. */
final class Sender implements Client {

    private final Clientele clientele;
    private final Environment environment;
    private final ClientLibrary.ProducerPort port;
    private final ProducerSession session;
    private final Randomness keys;
    private final long intervalNanos;
    private final SortedMap<Long, Outgoing> pending = new TreeMap<>();
    private long nextSend;
    private long dueNanos;
    private boolean over;

    /**
     * Where the messages of a key go.
     *
     * @param partitionId the partition's id in the history
     * @param keyId the key's
     */
    record Route(Partition partition, int partitionId, String key, int keyId) {}

    /**
     * A message on its way.
     *
     * @param send the one send that the history has of it, whoever sends it
     * @param again whether a life before has sent it too: that one may have appended it
     */
    record Outgoing(PendingSend send, Route route, long invokedNanos, boolean again) {}

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

    /** What the life before has left to be sent again is sent before anything else. */
    @Override
    public void start() {
        if (clientele.hasOutbox(environment.node())) {
            environment.timers().post(this::sendAgain);
        }
        pause();
    }

    private void sendAgain() {
        for (Outgoing left : clientele.takeOutbox(environment.node())) {
            send(new Outgoing(left.send(), left.route(), left.invokedNanos(), true));
        }
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
        clientele.invoked(route.partition());
        long invokedNanos = clientele.nanos();
        send(new Outgoing(send, route, invokedNanos, false));
    }

    private void send(Outgoing message) {
        long number = nextSend++;
        pending.put(number, message);
        Route route = message.route();
        byte[] key = route.key().getBytes(StandardCharsets.UTF_8);
        byte[] payload = message.send().payload(clientele.settings().load().payloadBytes());
        port.send(route.partition(), key, payload, outcome -> {
            if (pending.remove(number) == null) {
                throw new IllegalStateException(
                        "the client answered a send twice: " + message.send().id());
            }
            answered(message, outcome);
        });
    }

    private void answered(Outgoing message, SendOutcome answer) {
        SendOutcome outcome = message.again() ? answer.afterAnother() : answer;
        message.send().answer(outcome.toOutcome(), outcome.offset());
        clientele.answered(environment.node(), message.route().partition(), message.invokedNanos(), outcome);
    }

    @Override
    public boolean isSilent() {
        return pending.isEmpty();
    }

    @Override
    public boolean isDrained() {
        return pending.isEmpty();
    }

    /** Its life is over. What it had under way may have happened; a life to come may send it again. */
    @Override
    public void ended(boolean crashed) {
        over = true;
        List<Outgoing> left = List.copyOf(pending.values());
        pending.clear();
        if (crashed && clientele.settings().producers().resends()) {
            clientele.keepOutbox(environment.node(), left);
        } else {
            left.forEach(this::forget);
        }
    }

    private void forget(Outgoing message) {
        answered(message, SendOutcome.clientEnded());
    }
}
