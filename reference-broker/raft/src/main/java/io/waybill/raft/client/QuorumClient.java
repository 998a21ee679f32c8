package io.waybill.raft.client;

import io.waybill.environment.Environment;
import io.waybill.raft.settings.Cluster;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A client of the quorum: finds the leader, repeats what was not answered with the same session and sequence, so that a
 * command takes effect once at most, and knows of each operation how it ended. Runs one operation at a time; others
 * wait in the order in which they came.
 */
public final class QuorumClient {

    private QuorumClient() {}

    /**
     * Returns a client.
     *
     * @param session 1 or more; unique among all clients that ever were, incarnations of one node included
     */
    public static QuorumClient of(Environment environment, Cluster cluster, long session) {
        throw new UnsupportedOperationException("to be filled");
    }

    /**
     * Has a command applied.
     *
     * @param timeoutNanos after which it ends in any case
     */
    public void propose(ByteBuffer command, long timeoutNanos, Consumer<Outcome> done) {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Has a query answered, on a state that contains everything that was acknowledged before the query began. */
    public void read(ByteBuffer query, long timeoutNanos, Consumer<Outcome> done) {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Changes the membership by one node. Not repeated once it may have begun: it may then end as unknown. */
    public void change(ChangeKind kind, int node, long timeoutNanos, Consumer<Outcome> done) {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Hands the leadership to a voter. Ok once the old leader has seen a new term. */
    public void transfer(int node, long timeoutNanos, Consumer<Outcome> done) {
        throw new UnsupportedOperationException("to be filled");
    }

    /** Ends it: what is under way ends as unknown, what waits as failed, and its connections are closed. */
    public void close() {
        throw new UnsupportedOperationException("to be filled");
    }
}
