package io.waybill.workload;

import io.waybill.history.record.ProducerSession;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Clients;

/** What a history says of the sessions of a plan's producers, in any world. */
public final class ProducerSessions {

    private ProducerSessions() {}

    /**
     * Records a session. One whose messages another session may send again is not idempotent as a whole, and its order
     * follows from nothing, whatever its client does: the broker recognizes a session's retries, and knows nothing of
     * the application's. So a message that was appended by two sessions is no duplicate that the broker has promised
     * not to make.
     */
    public static ProducerSession open(Recorder recorder, String name, Clients.Producers producers) {
        ProducerSession.Opening opening = recorder.producer(name).acks(producers.acks());
        if (producers.resends()) {
            return opening.open();
        }
        opening.maxInFlight(producers.maxInFlight());
        return (producers.idempotent() ? opening.idempotent() : opening).open();
    }
}
