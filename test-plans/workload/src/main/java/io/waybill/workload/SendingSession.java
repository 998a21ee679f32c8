package io.waybill.workload;

import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.system.ProducerDriver;
import io.waybill.system.SendOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A producer's session, from its driver's start to its end. Used by the producer's thread; the answers come on the
 * driver's.
 */
final class SendingSession {

    private final ProducerDriver driver;
    private final ProducerSession history;
    private final Set<Outgoing> unanswered = new LinkedHashSet<>();

    /**
     * A message on its way.
     *
     * @param pending the one send that the history has of it, whoever sends it
     * @param again whether a session before has sent it too: that one may have appended it
     */
    record Outgoing(
            Sender.Route route, Recorder.PendingSend pending, int payloadBytes, long invokedNanos, boolean again) {

        Outgoing onceMore() {
            return new Outgoing(route, pending, payloadBytes, invokedNanos, true);
        }
    }

    SendingSession(ProducerDriver driver, ProducerSession history) {
        this.driver = driver;
        this.history = history;
    }

    /** Returns the session as the history knows it. */
    ProducerSession history() {
        return history;
    }

    /** Sends a message; {@code answered} is told how it ended, unless the session is killed before. */
    void send(Outgoing message, BiConsumer<Outgoing, SendOutcome> answered) {
        synchronized (unanswered) {
            unanswered.add(message);
        }
        byte[] payload = message.pending().payload(message.payloadBytes());
        driver.send(message.route().partition(), message.route().keyBytes(), payload, answer -> {
            if (take(message)) {
                answered.accept(message, answer);
            }
        });
    }

    private boolean take(Outgoing message) {
        synchronized (unanswered) {
            return unanswered.remove(message);
        }
    }

    /** Ends it when everything is answered, or the time for that is over. */
    void close(Duration answersWithin) {
        driver.close(answersWithin);
    }

    /**
     * Ends it at once, without hearing another answer.
     *
     * @return what was not answered, in the order in which it was sent
     */
    List<Outgoing> kill() {
        List<Outgoing> left;
        synchronized (unanswered) {
            left = new ArrayList<>(unanswered);
            unanswered.clear();
        }
        driver.close(Duration.ZERO);
        return left;
    }
}
