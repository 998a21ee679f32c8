package io.waybill.broker.replica;

/** Fetches for the replicas that follow. */
public interface Following {

    /**
     * A replica follows a leader from now on, in its leader epoch; a former one is forgotten. Its log is open.
     *
     * @param leader the leader's id, never this broker's; there is a leader
     */
    void follow(Replica replica, int leader, int leaderEpoch);

    /**
     * A replica no longer follows: it leads, waits for a leader, is deleted or has failed. Harmless if it never did.
     */
    void cease(Replica replica);
}
