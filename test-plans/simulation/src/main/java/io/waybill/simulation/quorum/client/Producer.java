package io.waybill.simulation.quorum.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.history.record.MessagePayload;
import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder.PendingSend;
import io.waybill.raft.client.Outcome;
import io.waybill.raft.client.QuorumClient;
import io.waybill.raft.machine.Ledger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends one message after the other, and writes down how each send ended. */
final class Producer {

    private final Crew crew;
    private final Environment environment;
    private final Randomness randomness;
    private final QuorumClient quorum;
    private final ProducerSession session;
    private @Nullable PendingSend pending;

    Producer(Crew crew, Environment environment) {
        this.crew = crew;
        this.environment = environment;
        this.randomness = environment.randomness("producer");
        this.quorum = QuorumClient.of(environment, crew.cluster(), Crew.session(environment, 0));
        this.session = crew.producer(environment);
    }

    void start() {
        environment.timers().after(randomness.nextLong(2 * crew.settings().pauseNanos()), this::send);
    }

    private void send() {
        if (!crew.isSending()) {
            return;
        }
        int partition = randomness.nextInt(crew.settings().partitions());
        int room = crew.settings().payloadBytes() - MessagePayload.BYTES;
        int sizeBytes = MessagePayload.BYTES + randomness.nextInt(Math.max(1, room));
        PendingSend send = session.sending(crew.recorded(partition));
        pending = send;
        ByteBuffer command = Ledger.append(partition, ByteBuffer.wrap(send.payload(sizeBytes)));
        quorum.propose(command, crew.settings().timeoutNanos(), outcome -> answered(send, partition, outcome));
    }

    private void answered(PendingSend send, int partition, Outcome outcome) {
        pending = null;
        if (outcome instanceof Outcome.Ok ok) {
            long offset = Ledger.offsetOf(ok.result());
            send.ok(offset);
            crew.acknowledged(environment.node(), partition, offset);
        } else if (outcome instanceof Outcome.Fail fail) {
            send.failed(fail.reason());
            crew.sendFailed();
        } else {
            send.unknown(((Outcome.Info) outcome).reason());
            crew.sendUnknown();
        }
        environment.timers().after(1 + randomness.nextLong(2 * crew.settings().pauseNanos()), this::send);
    }

    boolean isSilent() {
        return pending == null && !crew.isSending();
    }

    /** Its life is over. What it had under way may have happened. */
    void ended() {
        PendingSend send = pending;
        if (send != null) {
            pending = null;
            send.unknown("the client ended first");
            crew.sendUnknown();
        }
    }
}
