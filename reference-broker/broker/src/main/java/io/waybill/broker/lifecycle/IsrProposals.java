package io.waybill.broker.lifecycle;

import io.waybill.broker.controller.WireErrors;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.command.PartitionId;
import io.waybill.broker.metadata.image.LeaderRecovery;
import io.waybill.broker.replica.IsrChannel;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.AlterPartitionRequest;
import io.waybill.wire.message.AlterPartitionResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries the leaders' proposals to the active controller (KIP-497): one request is under way at a time, and what comes
 * meanwhile goes together in the next one. A request is repeated until it is answered or the broker's life is over.
 *
 * <p>A repeated request may find its own effect: then it is refused with {@link MetadataError#INVALID_UPDATE_VERSION},
 * and the leader sees in its image what became of it.
 */
final class IsrProposals implements IsrChannel {

    private static final int MOST_AT_ONCE = 1_000;
    private static final long ATTEMPT_NANOS = 2_000_000_000L;
    private static final long NO_LIFE = -1;
    // Their order is that of the wire.
    private static final List<LeaderRecovery> RECOVERIES = List.of(LeaderRecovery.values());
    private static final Comparator<PartitionId> BY_PARTITION =
            Comparator.comparing(PartitionId::topic).thenComparingInt(PartitionId::partition);

    private final Environment environment;
    private final ControllerChannel channel;
    private final Consumer<ErrorCode> lifeDoubted;
    private final Probes.Sometimes changedInFlight;
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    private List<Asked> underWay = List.of();
    private long brokerEpoch = NO_LIFE;
    private boolean sending;

    private record Asked(IsrProposal proposal, Consumer<MetadataError> done) {}

    /**
     * Makes the channel of a broker that has no life yet.
     *
     * @param lifeDoubted is told where the controller does not know the broker's life
     */
    IsrProposals(Environment environment, ControllerChannel channel, Consumer<ErrorCode> lifeDoubted) {
        this.environment = environment;
        this.channel = channel;
        this.lifeDoubted = lifeDoubted;
        this.changedInFlight = environment.probes().sometimes("the controller changes with a proposed ISR in flight");
    }

    /** A life begins: proposals are made in its name. */
    void begin(long epoch) {
        end();
        brokerEpoch = epoch;
    }

    /** The life is over: what it has proposed ends, whatever becomes of it. */
    void end() {
        brokerEpoch = NO_LIFE;
        List<Asked> over = new ArrayList<>(underWay);
        over.addAll(waiting);
        underWay = List.of();
        waiting.clear();
        over.forEach(asked -> tellSoon(asked, MetadataError.STALE_BROKER_EPOCH));
    }

    /** Another controller is active. */
    void controllerChanged() {
        if (!underWay.isEmpty()) {
            changedInFlight.hit();
        }
        channel.controllerChanged();
    }

    @Override
    public void propose(IsrProposal proposal, Consumer<MetadataError> done) {
        var asked = new Asked(proposal, done);
        if (brokerEpoch == NO_LIFE) {
            tellSoon(asked, MetadataError.STALE_BROKER_EPOCH);
            return;
        }
        waiting.add(asked);
        if (!sending) {
            sending = true;
            // Whatever else is proposed in this callback goes with it.
            environment.timers().post(this::sendNext);
        }
    }

    private void tellSoon(Asked asked, MetadataError error) {
        environment.timers().post(() -> asked.done.accept(error));
    }

    private void sendNext() {
        if (waiting.isEmpty()) {
            sending = false;
            return;
        }
        var batch = nextBatch();
        underWay = batch;
        long epoch = brokerEpoch;
        var request = request(epoch, batch);
        channel.send(() -> request, Patience.untilAnswered(ATTEMPT_NANOS), outcome -> {
            if (epoch == brokerEpoch) {
                underWay = List.of();
                heard(batch, outcome);
            }
            sendNext();
        });
    }

    /** Takes what goes together: of each partition one, since the answer names partitions and not proposals. */
    private List<Asked> nextBatch() {
        var partitions = new TreeSet<>(BY_PARTITION);
        List<Asked> batch = new ArrayList<>();
        List<Asked> later = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < MOST_AT_ONCE) {
            var asked = waiting.remove();
            (partitions.add(asked.proposal.partition()) ? batch : later).add(asked);
        }
        later.addAll(waiting);
        waiting.clear();
        waiting.addAll(later);
        return batch;
    }

    private AlterPartitionRequest request(long epoch, List<Asked> batch) {
        var topics = new TreeMap<UUID, List<AlterPartitionRequest.Partition>>();
        for (Asked asked : batch) {
            var proposal = asked.proposal;
            topics.computeIfAbsent(proposal.partition().topic(), id -> new ArrayList<>())
                    .add(new AlterPartitionRequest.Partition(
                            proposal.partition().partition(),
                            proposal.leaderEpoch(),
                            proposal.isr().stream()
                                    .map(it -> new AlterPartitionRequest.Replica(it.broker(), it.epoch()))
                                    .toList(),
                            (byte) RECOVERIES.indexOf(proposal.recovery()),
                            proposal.partitionEpoch()));
        }
        List<AlterPartitionRequest.Topic> all = new ArrayList<>();
        topics.forEach((id, partitions) -> all.add(new AlterPartitionRequest.Topic(id, partitions)));
        return new AlterPartitionRequest(environment.node(), epoch, all);
    }

    private void heard(List<Asked> batch, RpcOutcome outcome) {
        if (!(outcome instanceof RpcOutcome.Answered answered)
                || !(answered.response() instanceof AlterPartitionResponse response)) {
            // Too many wait, or the answer is another's: nothing is known, and the image will tell.
            batch.forEach(asked -> asked.done.accept(MetadataError.NOT_CONTROLLER));
            return;
        }
        if (response.error() != ErrorCode.NONE) {
            batch.forEach(asked -> asked.done.accept(WireErrors.refusal(response.error())));
            lifeDoubted.accept(response.error());
            return;
        }
        var errors = new TreeMap<PartitionId, ErrorCode>(BY_PARTITION);
        response.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(it -> errors.put(new PartitionId(topic.topicId(), it.partition()), it.error())));
        for (Asked asked : batch) {
            asked.done.accept(refusal(errors.get(asked.proposal.partition())));
        }
    }

    private static MetadataError refusal(@Nullable ErrorCode error) {
        return error == null ? MetadataError.UNKNOWN_TOPIC_OR_PARTITION : WireErrors.refusal(error);
    }
}
