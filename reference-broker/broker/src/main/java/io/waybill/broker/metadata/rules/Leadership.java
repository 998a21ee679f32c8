package io.waybill.broker.metadata.rules;

import io.waybill.broker.config.ConfigKey;
import io.waybill.broker.config.TopicKeys;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.PartitionState;
import io.waybill.broker.metadata.image.TopicImage;
import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Who leads a partition, who is in sync and who is eligible: every change of a partition goes through here.
 *
 * <p>Why a replica that has left the ISR may still be elected (KIP-966): the leader does not move its high watermark,
 * so acknowledges nothing, while the ISR has fewer than {@code min.insync.replicas}. Who leaves an ISR that becomes so
 * small has everything that was acknowledged before, and nothing is after. This holds only as long as leaders keep to
 * it, and as long as they see ISRs and configurations in the order of the log.
 *
 * <p>Unlike in KIP-966, the ISR is never empty: its last members stay in it while nobody leads.
 */
final class Leadership {

    private static final int NONE = -1;

    private final MetadataImage image;
    private final MetadataMutants mutants;

    Leadership(MetadataImage image, MetadataMutants mutants) {
        this.image = image;
        this.mutants = mutants;
    }

    /** Returns the partition as it is now that brokers or configurations have changed. */
    PartitionState settled(TopicImage topic, PartitionState before) {
        return decided(topic, before, new Wish(before.isr(), NONE, NONE, false, before.recovery()));
    }

    /** Returns the partition without a broker that is no longer active, which is in the image already. */
    PartitionState without(TopicImage topic, PartitionState before, int broker) {
        boolean mayStay = mutants.has(MetadataMutant.C4);
        var isr = mayStay ? before.isr() : some(before.isr(), replica -> replica != broker);
        return decided(topic, before, new Wish(isr, NONE, NONE, false, before.recovery()));
    }

    /**
     * Returns the partition without a broker that may have forgotten what it acknowledged. Where it was the last in
     * sync, those that are eligible take its place; where there are none it stays: there is nobody better to wait for.
     */
    PartitionState distrusting(TopicImage topic, PartitionState before, int broker) {
        var isr = some(before.isr(), replica -> replica != broker);
        return decided(topic, before, new Wish(isr, broker, NONE, false, before.recovery()));
    }

    /** Returns the partition with the in-sync replicas that its leader asks for. */
    PartitionState withIsr(TopicImage topic, PartitionState before, List<Integer> isr, LeaderRecovery recovery) {
        return decided(topic, before, new Wish(isr, NONE, NONE, false, recovery));
    }

    /** Returns the partition led by its first replica, where that is in sync and active. */
    PartitionState preferring(TopicImage topic, PartitionState before) {
        var wish = new Wish(before.isr(), NONE, before.preferredLeader(), false, before.recovery());
        return decided(topic, before, wish);
    }

    /** Returns the partition led by anybody who is active. */
    PartitionState uncleanly(TopicImage topic, PartitionState before) {
        return decided(topic, before, new Wish(before.isr(), NONE, NONE, true, before.recovery()));
    }

    /** Returns how many in-sync replicas a partition needs: as configured, but no more than it has. */
    int minIsr(TopicImage topic, PartitionState partition) {
        int configured = Integer.parseInt(config(TopicKeys.MIN_INSYNC_REPLICAS, topic));
        return Math.min(configured, partition.replicas().size());
    }

    private PartitionState decided(TopicImage topic, PartitionState before, Wish wish) {
        var replicas = before.replicas();
        var vouched = some(
                replicas,
                replica -> replica != wish.distrusted
                        && (before.isr().contains(replica) || before.elr().contains(replica)));
        var isr = remaining(before, wish);
        int leader = leaderOf(before, isr, vouched, wish);
        boolean unclean = false;
        if (leader == PartitionState.NOBODY && (uncleanSaid(topic, wish) || mutants.has(MetadataMutant.R7))) {
            leader = first(replicas, image::isActive);
            unclean = leader != PartitionState.NOBODY;
        }
        boolean led = leader != PartitionState.NOBODY;
        if (led) {
            isr = isr.contains(leader) && !unclean ? activeOf(isr) : List.of(leader);
        }
        var isrNow = isr;
        boolean enough = led && isr.size() >= minIsr(topic, before);
        var elr = unclean || enough ? List.<Integer>of() : some(vouched, replica -> !isrNow.contains(replica));
        var forgetful = some(
                replicas,
                replica -> before.lastKnownElr().contains(replica)
                        || (replica == wish.distrusted && isOf(before, replica)));
        boolean admitted = unclean && uncleanSaid(topic, wish);
        var recovery = admitted || forgetful.contains(leader) ? LeaderRecovery.RECOVERING : wish.recovery;
        var lastKnown = unclean || enough
                ? List.<Integer>of()
                : some(forgetful, replica -> !elr.contains(replica) && !(led && isrNow.contains(replica)));
        return changed(before, isr, elr, lastKnown, leader, recovery);
    }

    /** The ISR as it is wished, in the order of the replicas; where nobody would remain, who stays or follows. */
    private static List<Integer> remaining(PartitionState before, Wish wish) {
        if (!wish.isr.isEmpty()) {
            return some(before.replicas(), wish.isr::contains);
        }
        var eligible = some(before.elr(), replica -> replica != wish.distrusted);
        return wish.distrusted == NONE || eligible.isEmpty() ? before.isr() : eligible;
    }

    private int leaderOf(PartitionState before, List<Integer> isr, List<Integer> vouched, Wish wish) {
        for (int favourite : List.of(wish.preferred, before.leader())) {
            if (isr.contains(favourite) && image.isActive(favourite)) {
                return favourite;
            }
        }
        int inSync = first(isr, image::isActive);
        return inSync != PartitionState.NOBODY ? inSync : first(vouched, image::isActive);
    }

    private boolean uncleanSaid(TopicImage topic, Wish wish) {
        return wish.unclean || Boolean.parseBoolean(config(TopicKeys.UNCLEAN_LEADER_ELECTION_ENABLE, topic));
    }

    private List<Integer> activeOf(List<Integer> isr) {
        return mutants.has(MetadataMutant.C4) ? isr : some(isr, image::isActive);
    }

    private static PartitionState changed(
            PartitionState before,
            List<Integer> isr,
            List<Integer> elr,
            List<Integer> lastKnownElr,
            int leader,
            LeaderRecovery recovery) {
        int leaderEpoch = before.leaderEpoch() + (leader == before.leader() ? 0 : 1);
        var after = new PartitionState(
                before.replicas(), isr, elr, lastKnownElr, leader, leaderEpoch, before.partitionEpoch(), recovery);
        if (after.equals(before)) {
            return before;
        }
        return new PartitionState(
                before.replicas(), isr, elr, lastKnownElr, leader, leaderEpoch, before.partitionEpoch() + 1, recovery);
    }

    private String config(ConfigKey key, TopicImage topic) {
        return image.topicConfig(key, topic.name());
    }

    private static boolean isOf(PartitionState partition, int replica) {
        return partition.isr().contains(replica) || partition.elr().contains(replica);
    }

    private static int first(List<Integer> brokers, IntPredicate wanted) {
        for (int broker : brokers) {
            if (wanted.test(broker)) {
                return broker;
            }
        }
        return PartitionState.NOBODY;
    }

    private static List<Integer> some(List<Integer> brokers, IntPredicate wanted) {
        return brokers.stream().filter(wanted::test).toList();
    }

    /**
     * What is asked for.
     *
     * @param isr who is to be in sync, where it can be
     * @param distrusted who may have forgotten what it acknowledged, -1 for nobody
     * @param preferred who is to lead, where it can; -1 for whoever does
     * @param unclean whether anybody may lead rather than nobody
     * @param recovery whether the leader has recovered
     */
    private record Wish(List<Integer> isr, int distrusted, int preferred, boolean unclean, LeaderRecovery recovery) {}
}
