package io.waybill.workload.benchmark;

import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.util.List;

/** Whoever is told what one client does: a recorder, or nobody. */
interface Witness {

    /** What a producer is about to send, and whom it tells how that ended. */
    interface Outgoing {

        /** Returns the message, with its identity in it: a receiver must be able to tell whose it is. */
        byte[] payload();

        /** Is told what became of it, on the thread on which the producer learns that. */
        void answered(SendOutcome outcome);
    }

    /** Is told that a message is about to be sent. Called by the producer's thread. */
    Outgoing sending();

    /** A poll that was begun. */
    interface Poll {

        /** Is told what it returned. */
        void returned(List<Received> records);
    }

    /** Is told that a poll begins. Called by the consumer's thread. */
    Poll polling();
}
