package io.waybill.broker.metadata.command;

import io.waybill.broker.metadata.image.LeaderRecovery;
import java.util.List;

/**
 * The in-sync replicas of one partition as its leader would have them (KIP-497).
 *
 * @param partition which
 * @param leaderEpoch the epoch in which the leader leads
 * @param partitionEpoch the state that it has seen and would change
 * @param isr who is to be in sync; with the leader, none twice
 * @param recovery whether the leader has recovered from an unclean election
 */
public record IsrProposal(
        PartitionId partition, int leaderEpoch, int partitionEpoch, List<Member> isr, LeaderRecovery recovery) {

    public IsrProposal {
        isr = List.copyOf(isr);
    }

    /**
     * A replica that is to be in sync.
     *
     * @param broker its id
     * @param epoch the life of it that the leader has seen catch up (KIP-903)
     */
    public record Member(int broker, long epoch) {}
}
