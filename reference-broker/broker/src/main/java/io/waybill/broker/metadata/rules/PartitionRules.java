package io.waybill.broker.metadata.rules;

import io.waybill.broker.metadata.command.CommandResult;
import io.waybill.broker.metadata.command.CommandResult.Outcome;
import io.waybill.broker.metadata.command.ElectionKind;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataCommand.AlterPartition;
import io.waybill.broker.metadata.command.MetadataCommand.ElectLeaders;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.BrokerRegistration;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Leaders change who is in sync, and elections are asked for. */
final class PartitionRules {

    private final MutableImage image;
    private final MetadataMutants mutants;
    private final Leadership leadership;
    private final BrokerRules brokers;

    PartitionRules(MutableImage image, MetadataMutants mutants, Leadership leadership, BrokerRules brokers) {
        this.image = image;
        this.mutants = mutants;
        this.leadership = leadership;
        this.brokers = brokers;
    }

    CommandResult alter(AlterPartition command) {
        var leader = brokers.meant(command.broker(), command.brokerEpoch());
        var outcomes = new ArrayList<Outcome>();
        for (IsrProposal proposal : command.proposals()) {
            outcomes.add(outcome(proposal.partition(), () -> altered(leader, proposal)));
        }
        return new CommandResult.Partitions(outcomes);
    }

    CommandResult elect(ElectLeaders command) {
        var outcomes = new ArrayList<Outcome>();
        for (PartitionId partition : command.partitions()) {
            outcomes.add(outcome(partition, () -> elected(partition, command.kind())));
        }
        return new CommandResult.Partitions(outcomes);
    }

    private Outcome outcome(PartitionId id, Supplier<PartitionState> change) {
        try {
            var after = change.get();
            var changed = new TreeMap<Integer, PartitionState>();
            changed.put(id.partition(), after);
            image.put(id.topic(), changed);
            return new Outcome(id, MetadataError.NONE, "", after);
        } catch (RefusedException refused) {
            var state = image.partition(id.topic(), id.partition()).orElse(null);
            return new Outcome(id, refused.error(), refused.result().message(), state);
        }
    }

    private PartitionState altered(BrokerRegistration leader, IsrProposal proposal) {
        var topic = topic(proposal.partition());
        var before = partition(topic, proposal.partition());
        checkEpochs(leader, proposal, before);
        var isr = proposal.isr().stream().map(IsrProposal.Member::broker).toList();
        checkIsr(isr, proposal.recovery(), before);
        boolean isOutdated = proposal.partitionEpoch() < before.partitionEpoch();
        if (!isOutdated || !mutants.has(MetadataMutant.C1_ELIGIBLE)) {
            proposal.isr().forEach(this::checkEligible);
        }
        return leadership.withIsr(topic, before, isr, proposal.recovery());
    }

    private void checkEpochs(BrokerRegistration leader, IsrProposal proposal, PartitionState now) {
        if (proposal.leaderEpoch() > now.leaderEpoch() || proposal.partitionEpoch() > now.partitionEpoch()) {
            throw new RefusedException(
                    MetadataError.NOT_CONTROLLER,
                    "leader epoch " + proposal.leaderEpoch() + " and partition epoch " + proposal.partitionEpoch()
                            + " must be known, are after " + now.leaderEpoch() + " and " + now.partitionEpoch());
        }
        if (proposal.leaderEpoch() < now.leaderEpoch()) {
            throw new RefusedException(
                    MetadataError.FENCED_LEADER_EPOCH,
                    "the leader epoch must be " + now.leaderEpoch() + ", was " + proposal.leaderEpoch());
        }
        if (now.leader() != leader.id()) {
            throw new RefusedException(
                    MetadataError.INVALID_REQUEST,
                    "the leader must ask, which is " + now.leader() + ", broker " + leader.id() + " did");
        }
        // KIP-497: whoever has not seen the newest state may not replace it.
        if (proposal.partitionEpoch() < now.partitionEpoch() && !mutants.has(MetadataMutant.C1)) {
            throw new RefusedException(
                    MetadataError.INVALID_UPDATE_VERSION,
                    "the partition epoch must be " + now.partitionEpoch() + ", was " + proposal.partitionEpoch());
        }
    }

    private static void checkIsr(List<Integer> isr, LeaderRecovery recovery, PartitionState now) {
        boolean isSet = new TreeSet<>(isr).size() == isr.size();
        if (!isSet || !now.replicas().containsAll(isr) || !isr.contains(now.leader())) {
            throw new RefusedException(
                    MetadataError.INVALID_REQUEST,
                    "the ISR must be some of " + now.replicas() + " with the leader " + now.leader()
                            + ", none twice, was " + isr);
        }
        boolean recovers = recovery == LeaderRecovery.RECOVERING;
        if (recovers && (isr.size() > 1 || now.recovery() == LeaderRecovery.RECOVERED)) {
            throw new RefusedException(
                    MetadataError.INVALID_REQUEST,
                    "a leader must recover alone and once, the ISR was " + isr + " and the leader " + now.recovery());
        }
    }

    /** Who was meant must be alive: a former life may have had what this one lacks (KIP-903). */
    private void checkEligible(IsrProposal.Member member) {
        var broker = image.broker(member.broker());
        boolean eligible = image.isActive(member.broker())
                && broker.isPresent()
                && broker.get().epoch() == member.epoch();
        if (!eligible) {
            throw new RefusedException(
                    MetadataError.INELIGIBLE_REPLICA,
                    "broker " + member.broker() + " must be active in epoch " + member.epoch() + ", is "
                            + broker.map(BrokerRules::description).orElse("not registered"));
        }
    }

    private PartitionState elected(PartitionId id, ElectionKind kind) {
        var topic = topic(id);
        var before = partition(topic, id);
        return kind == ElectionKind.PREFERRED ? preferred(topic, before) : uncleanly(topic, before);
    }

    private PartitionState preferred(TopicImage topic, PartitionState before) {
        if (before.leader() == before.preferredLeader()) {
            throw new RefusedException(
                    MetadataError.ELECTION_NOT_NEEDED, "broker " + before.leader() + " leads already");
        }
        var after = leadership.preferring(topic, before);
        if (after.leader() != before.preferredLeader()) {
            throw new RefusedException(
                    MetadataError.PREFERRED_LEADER_NOT_AVAILABLE,
                    "broker " + before.preferredLeader() + " must be active and in the ISR " + before.isr());
        }
        return after;
    }

    private PartitionState uncleanly(TopicImage topic, PartitionState before) {
        if (before.hasLeader()) {
            throw new RefusedException(
                    MetadataError.ELECTION_NOT_NEEDED, "broker " + before.leader() + " leads already");
        }
        var after = leadership.uncleanly(topic, before);
        if (!after.hasLeader()) {
            throw new RefusedException(
                    MetadataError.ELIGIBLE_LEADERS_NOT_AVAILABLE,
                    "one of the replicas " + before.replicas() + " must be active, none is");
        }
        return after;
    }

    private TopicImage topic(PartitionId id) {
        return image.topic(id.topic())
                .orElseThrow(() -> new RefusedException(
                        MetadataError.UNKNOWN_TOPIC_ID, "there is no topic with id " + id.topic()));
    }

    private static PartitionState partition(TopicImage topic, PartitionId id) {
        if (!topic.has(id.partition())) {
            throw new RefusedException(
                    MetadataError.UNKNOWN_TOPIC_OR_PARTITION,
                    "the topic " + topic.name() + " has no partition " + id.partition());
        }
        return topic.partitions().get(id.partition());
    }
}
