package io.waybill.simulation.quorum.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.Recorder.PendingPoll;
import io.waybill.raft.client.Outcome;
import io.waybill.raft.client.QuorumClient;
import io.waybill.raft.machine.Ledger;
import io.waybill.raft.machine.Polled;

/**
 * Reads every partition from its beginning, one poll after the other. Its positions are its own, so a poll that is not
 * answered has moved nothing and returned nothing.
 */
final class Consumer {

    private final Crew crew;
    private final Environment environment;
    private final Randomness randomness;
    private final QuorumClient quorum;
    private final ConsumerSession session;
    private final long[] positions;
    private final boolean[] atEnd;
    private int next;

    Consumer(Crew crew, Environment environment) {
        this.crew = crew;
        this.environment = environment;
        this.randomness = environment.randomness("consumer");
        this.quorum = QuorumClient.of(environment, crew.cluster(), Crew.session(environment, 1));
        this.session = crew.consumer(environment);
        this.positions = new long[crew.settings().partitions()];
        this.atEnd = new boolean[positions.length];
    }

    void start() {
        environment.timers().after(randomness.nextLong(2 * crew.settings().pauseNanos()), this::poll);
    }

    private void poll() {
        int partition = next;
        next = (next + 1) % positions.length;
        boolean draining = crew.isDraining();
        if (draining && isDrained()) {
            return;
        }
        long known = crew.ends().known(partition);
        long applied = crew.ends().applied(partition);
        PendingPoll poll = session.polling();
        quorum.read(
                Ledger.poll(partition, positions[partition], crew.settings().pollMessages()),
                crew.settings().timeoutNanos(),
                outcome -> {
                    answered(poll, partition, outcome, draining);
                    if (outcome instanceof Outcome.Ok ok) {
                        long end = Ledger.polledOf(ok.result()).endOffset();
                        crew.ends().polled(environment.node(), partition, end, known, applied);
                    }
                    again(draining);
                });
    }

    private void answered(PendingPoll poll, int partition, Outcome outcome, boolean draining) {
        if (outcome instanceof Outcome.Ok ok) {
            Polled polled = Ledger.polledOf(ok.result());
            int recorded = crew.recorded(partition);
            for (Polled.Message message : polled.messages()) {
                byte[] payload = new byte[message.payload().remaining()];
                message.payload().duplicate().get(payload);
                poll.delivered(recorded, message.offset(), payload);
                positions[partition] = message.offset() + 1;
            }
            poll.ok();
            if (draining && polled.messages().isEmpty() && polled.endOffset() == positions[partition]) {
                if (!atEnd[partition]) {
                    session.reachedEnd(recorded, positions[partition]);
                }
                atEnd[partition] = true;
            }
            crew.polled(environment.node());
        } else if (outcome instanceof Outcome.Fail fail) {
            poll.failed(fail.reason());
        } else {
            poll.failed(((Outcome.Info) outcome).reason());
        }
    }

    private void again(boolean draining) {
        long mean = draining
                ? 1 + crew.settings().pauseNanos() / 8
                : crew.settings().pauseNanos();
        environment.timers().after(1 + randomness.nextLong(2 * mean), this::poll);
    }

    boolean isDrained() {
        for (boolean each : atEnd) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    void ended(boolean crashed) {
        session.closed(crashed);
    }
}
