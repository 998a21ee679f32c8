package io.waybill.client.admin;

import java.util.List;

/**
 * The controllers' quorum as its leader sees it (KIP-595).
 *
 * @param leader who leads it
 * @param leaderEpoch in which epoch
 * @param highWatermark the offset below which everything is committed
 * @param voters who votes
 * @param observers who follows without a vote
 */
public record QuorumDescription(
        int leader, int leaderEpoch, long highWatermark, List<Member> voters, List<Member> observers) {

    public QuorumDescription {
        voters = List.copyOf(voters);
        observers = List.copyOf(observers);
    }

    /**
     * A node of the quorum.
     *
     * @param id its id
     * @param logEnd the offset after its last record, -1 where the leader does not say
     */
    public record Member(int id, long logEnd) {}
}
