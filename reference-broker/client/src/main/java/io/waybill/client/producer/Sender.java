package io.waybill.client.producer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.config.ClientMutant;
import io.waybill.client.config.ProducerSettings;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Timers;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ProduceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches to the leaders of their partitions and decides what their answers mean.
 *
 * <p>Order and sequences: of a partition at most {@code max.in.flight.requests.per.connection} batches are under way;
 * one that is sent again waits until none before it is. A sequence belongs to its batch for as long as a broker may
 * have it. Where it becomes unclear what the brokers have, because a batch with a sequence was given up or refused, no
 * new batch gets a sequence until every old one is resolved; then a new epoch begins with sequence 0 (KIP-360). A batch
 * that was refused each time before it was appended gets a new sequence there; one that may have been appended never.
 */
final class Sender {

    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final ProducerSettings settings;
    private final ClusterMetadata metadata;
    private final Accumulator accumulator;
    private final ProducerListener listener;
    private final Owner owner;
    private final Backoff backoff;
    private final Identity identity = new Identity();
    private final IdentityQuestion question;
    private final Probes.Sometimes splits;
    private final SortedMap<Integer, Integer> requests = new TreeMap<>();
    private Timers.@Nullable Timer timer;
    private long timerNanos = Long.MAX_VALUE;
    private long wakeNanos = Long.MAX_VALUE;
    private boolean posted;
    private boolean tellingOfRoom;
    private boolean hurried;
    private boolean closed;

    /** Who has it. */
    interface Owner {

        /** There is room in the buffer again; told on its own, in the middle of nothing. */
        void roomMade();

        /** A batch was closed, and no other of its partition has been begun. */
        void taken(Lane lane);
    }

    Sender(
            Environment environment,
            ProducerSettings settings,
            ClusterMetadata metadata,
            Accumulator accumulator,
            ProducerListener listener,
            Owner owner) {
        this.environment = environment;
        this.settings = settings;
        this.metadata = metadata;
        this.accumulator = accumulator;
        this.listener = listener;
        this.owner = owner;
        this.backoff = new Backoff(settings.retryBackoffMillis(), environment.randomness("retry backoff"));
        this.splits = environment.probes().sometimes("a batch that is too large is split");
        this.question = new IdentityQuestion(identity, environment.timers(), settings, metadata, backoff, this::asked);
    }

    /** Looks soon whether something can be sent. */
    void wake() {
        if (!posted && !closed) {
            posted = true;
            environment.timers().post(() -> {
                posted = false;
                run();
            });
        }
    }

    /** Batches need not linger any more. */
    void hurry(boolean now) {
        hurried = now;
        wake();
    }

    /** Ends it: what is under way stays unknown. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        for (Lane lane : accumulator.lanes()) {
            for (Batch batch : allOf(lane)) {
                boolean mayBe = batch.mayBeAppended || lane.inFlight.contains(batch);
                var ending = mayBe ? Ending.CLOSED_UNDER_WAY : Ending.CLOSED_UNSENT;
                end(batch, mayBe, ending.error(), ending.reason());
            }
            lane.queue.clear();
        }
    }

    private long now() {
        return environment.clock().nanos();
    }

    private void run() {
        if (closed) {
            return;
        }
        wakeNanos = Long.MAX_VALUE;
        expire();
        if (closed) {
            // By one who was told that its record has expired.
            return;
        }
        identify();
        while (sendRound()) {
            // One request for each broker at a time, as long as there is room for more.
        }
        if (wakeNanos < timerNanos) {
            if (timer != null) {
                timer.cancel();
            }
            timerNanos = wakeNanos;
            timer = environment.timers().after(Math.max(0, wakeNanos - now()), () -> {
                timerNanos = Long.MAX_VALUE;
                timer = null;
                run();
            });
        }
    }

    private void wakeAt(long nanos) {
        wakeNanos = Math.min(wakeNanos, nanos);
    }

    // ---- giving up ---------------------------------------------------------------------------------------------

    private static List<Batch> allOf(Lane lane) {
        var all = new ArrayList<>(lane.inFlight);
        all.addAll(lane.queue);
        return all;
    }

    private void expire() {
        long timeoutNanos = settings.deliveryTimeoutMillis() * MILLI;
        for (Lane lane : accumulator.lanes()) {
            for (Batch batch : allOf(lane)) {
                if (batch.isOver) {
                    continue;
                }
                if (now() - batch.createdNanos < timeoutNanos) {
                    wakeAt(batch.createdNanos + timeoutNanos);
                } else {
                    giveUp(batch, Ending.EXPIRED.error(), Ending.EXPIRED.reason());
                }
            }
        }
    }

    private void giveUp(Batch batch, String error, String reason) {
        boolean mayBe = batch.mayBeAppended || batch.lane.inFlight.contains(batch);
        if (batch.sequence() != Batch.NO_SEQUENCE) {
            // Those after it would be out of order where it never arrived.
            identity.outdated();
        }
        batch.lane.queue.remove(batch);
        end(batch, mayBe && !settings.has(ClientMutant.K1), error, reason);
    }

    private void end(Batch batch, boolean mayBeAppended, String error, String reason) {
        if (batch.isOver) {
            return;
        }
        accumulator.release(batch);
        var kind = mayBeAppended ? Batch.Fate.Kind.UNKNOWN : Batch.Fate.Kind.FAILED;
        batch.end(new Batch.Fate(kind, -1, 0, batch.lane.partition, error, reason));
        tellOfRoom();
    }

    /** Not at once: who waits for room may send, and this may be in the middle of all lanes. */
    private void tellOfRoom() {
        if (!tellingOfRoom) {
            tellingOfRoom = true;
            environment.timers().post(() -> {
                tellingOfRoom = false;
                owner.roomMade();
            });
        }
    }

    private void acknowledge(Batch batch, long offset) {
        if (batch.isOver) {
            return;
        }
        accumulator.release(batch);
        batch.end(new Batch.Fate(Batch.Fate.Kind.ACKNOWLEDGED, offset, 0, batch.lane.partition, "", ""));
        tellOfRoom();
    }

    // ---- who it is ---------------------------------------------------------------------------------------------

    private void identify() {
        if (!settings.idempotent() || identity.isValid() || question.isAsking()) {
            return;
        }
        if (settings.has(ClientMutant.K3) || accumulator.lanes().stream().noneMatch(Lane::hasNumbered)) {
            question.ask();
        }
    }

    private void asked() {
        if (!closed && identity.isValid()) {
            accumulator.lanes().forEach(lane -> lane.nextSequence = 0);
            listener.identified(identity.producerId(), identity.epoch());
        }
        wake();
    }

    // ---- sending -----------------------------------------------------------------------------------------------

    /** Sends one request to each broker that there is something for. Returns whether anything was sent. */
    private boolean sendRound() {
        SortedMap<Integer, List<Batch>> byBroker = new TreeMap<>();
        for (Lane lane : accumulator.lanes()) {
            var batch = lane.queue.peek();
            if (batch == null || !maySend(batch)) {
                continue;
            }
            int leader = metadata.leader(lane.topic, lane.partition).leaderId();
            if (leader < 0 || metadata.channel(leader).isEmpty()) {
                metadata.refresh();
            } else if (requests.getOrDefault(leader, 0) < settings.maxInFlight()) {
                lane.queue.remove();
                byBroker.computeIfAbsent(leader, id -> new ArrayList<>()).add(batch);
            }
        }
        byBroker.forEach(this::send);
        return !byBroker.isEmpty();
    }

    private boolean maySend(Batch batch) {
        var lane = batch.lane;
        if (lane.inFlight.size() >= settings.maxInFlight()) {
            return false;
        }
        if (now() < batch.notBeforeNanos) {
            wakeAt(batch.notBeforeNanos);
            return false;
        }
        if (settings.idempotent() && !batch.isUnnumbered) {
            boolean numbered = batch.sequence() != Batch.NO_SEQUENCE;
            if (numbered ? !lane.isFirst(batch) : !identity.isValid()) {
                return false;
            }
        }
        long lingerNanos = batch.createdNanos + settings.lingerMillis() * MILLI;
        if (!hurried && now() < lingerNanos && !accumulator.isComplete(batch)) {
            wakeAt(lingerNanos);
            return false;
        }
        return true;
    }

    private void send(int broker, List<Batch> batches) {
        for (Batch batch : batches) {
            number(batch);
            batch.attempts++;
            batch.lane.inFlight.add(batch);
            listener.sent(batch.number, broker, batch.attempts);
        }
        requests.merge(broker, 1, Integer::sum);
        long timeoutNanos = settings.requestTimeoutMillis() * MILLI;
        var request = new ProduceCall(batches, settings, metadata);
        var channel = metadata.channel(broker).orElseThrow();
        if (settings.acks() == 0) {
            channel.sendUnanswered(Api.PRODUCE, request::ofVersion, timeoutNanos, sent -> {
                requests.merge(broker, -1, Integer::sum);
                batches.forEach(batch -> unanswered(batch, sent));
                wake();
            });
            return;
        }
        channel.send(Api.PRODUCE, request::ofVersion, timeoutNanos, outcome -> {
            requests.merge(broker, -1, Integer::sum);
            if (!closed) {
                ended(request, outcome);
                wake();
            }
        });
    }

    private void number(Batch batch) {
        if (batch.sequence() != Batch.NO_SEQUENCE || (batch.isUnnumbered && !batch.isOpen())) {
            return;
        }
        var lane = batch.lane;
        if (batch.isOpen() && lane.queue.isEmpty()) {
            owner.taken(lane);
        }
        boolean numbered = settings.idempotent() && !batch.isUnnumbered;
        int sequence = numbered ? lane.nextSequence : Batch.NO_SEQUENCE;
        batch.close(
                settings.compression(),
                numbered ? identity.producerId() : -1,
                numbered ? identity.epoch() : -1,
                sequence);
        if (numbered) {
            lane.nextSequence = Batch.after(sequence, batch.count());
        }
        listener.drained(batch.number, identity.producerId(), identity.epoch(), sequence);
    }

    /** With {@code acks=0} nobody says anything: all that is known is whether it left. */
    private void unanswered(Batch batch, RpcOutcome sent) {
        batch.lane.inFlight.remove(batch);
        boolean left = sent instanceof RpcOutcome.Lost;
        batch.mayBeAppended |= left;
        if (left) {
            end(batch, true, Ending.UNASKED.error(), Ending.UNASKED.reason());
        } else {
            retry(batch, sent.toString());
        }
    }

    // ---- answers -----------------------------------------------------------------------------------------------

    private void ended(ProduceCall call, RpcOutcome outcome) {
        for (Batch batch : call.batches()) {
            batch.lane.inFlight.remove(batch);
        }
        var answers = outcome instanceof RpcOutcome.Answered answered
                        && answered.response() instanceof ProduceResponse response
                ? call.answers(response)
                : new TreeMap<Long, ProduceResponse.Partition>();
        boolean neverLeft = outcome instanceof RpcOutcome.NotSent;
        for (Batch batch : call.batches()) {
            var answer = answers.get(batch.number);
            if (answer != null) {
                answered(batch, answer);
            } else if (neverLeft) {
                batch.attempts--;
                retry(batch, "it was not sent");
                metadata.refresh();
            } else {
                lost(batch);
            }
        }
    }

    private void lost(Batch batch) {
        batch.mayBeAppended = true;
        metadata.refresh();
        if (settings.has(ClientMutant.K2) && settings.idempotent()) {
            batch.close(settings.compression(), -1, (short) -1, Batch.NO_SEQUENCE);
            batch.isUnnumbered = true;
        }
        if (settings.has(ClientMutant.K3) && settings.idempotent()) {
            batch.forgetSequence();
            identity.fenced();
        }
        retry(batch, "its answer was lost");
    }

    private void answered(Batch batch, ProduceResponse.Partition answer) {
        var error = answer.error();
        listener.answered(batch.number, error == ErrorCode.NONE ? null : error.name(), answer.baseOffset());
        if (Errors.asksForMetadata(error)) {
            metadata.refresh();
        }
        switch (Errors.of(error)) {
            case IN_THE_LOG -> acknowledge(batch, error == ErrorCode.NONE ? answer.baseOffset() : -1);
            case NOT_YET -> retry(batch, error.name());
            case NEVER -> giveUp(batch, error.name(), reason(answer));
            case TOO_LARGE -> tooLarge(batch, answer);
            case OUT_OF_ORDER -> outOfOrder(batch, answer);
            case FENCED -> {
                giveUp(batch, error.name(), reason(answer));
                identity.fenced();
            }
            case MAYBE -> {
                batch.mayBeAppended = true;
                if (error.isRetriable()) {
                    retry(batch, error.name());
                } else {
                    giveUp(batch, error.name(), reason(answer));
                }
            }
        }
    }

    private static String reason(ProduceResponse.Partition answer) {
        var message = answer.errorMessage();
        return message == null ? "said by the leader" : message;
    }

    /**
     * Smaller ones may be accepted. They keep their sequences, so nothing is missing. They go at once: each is half of
     * what was refused, so this ends soon.
     */
    private void tooLarge(Batch batch, ProduceResponse.Partition answer) {
        if (batch.isOver || closed || batch.count() < 2) {
            giveUp(batch, answer.error().name(), reason(answer));
            return;
        }
        splits.hit();
        List<Batch> halves = batch.split(settings.compression());
        halves.forEach(batch.lane::requeue);
        listener.split(batch.number, halves.get(1).number);
    }

    private void outOfOrder(Batch batch, ProduceResponse.Partition answer) {
        if (!batch.isOver && !batch.lane.isFirst(batch)) {
            retry(batch, "one before it is missing");
            return;
        }
        boolean mayBe = batch.mayBeAppended && !settings.has(ClientMutant.K4);
        if (mayBe || batch.isOver) {
            giveUp(batch, answer.error().name(), reason(answer));
            return;
        }
        // Every attempt was refused before it was appended, so it may have another sequence.
        batch.forgetSequence();
        identity.outdated();
        retry(batch, "its sequence is unexpected");
    }

    private void retry(Batch batch, String why) {
        if (batch.isOver) {
            return;
        }
        if (closed) {
            // While others of its request were told how they ended.
            var ending = batch.mayBeAppended ? Ending.CLOSED_UNDER_WAY : Ending.CLOSED_UNSENT;
            end(batch, batch.mayBeAppended, ending.error(), ending.reason());
            return;
        }
        if (batch.attempts > settings.retries()) {
            giveUp(batch, Ending.EXHAUSTED.error(), Ending.EXHAUSTED.reason() + "; at last: " + why);
            return;
        }
        listener.retried(batch.number, why);
        batch.notBeforeNanos = now() + backoff.nextNanos();
        if (settings.idempotent()) {
            batch.lane.requeue(batch);
            renumberBehind(batch.lane);
        } else {
            batch.lane.putFirst(batch);
        }
    }

    /**
     * What waits behind a batch that gets a new sequence may not go before it with its old one. It gets a new one as
     * well, unless a broker may have it: then it may not have another sequence either (KIP-360).
     */
    private void renumberBehind(Lane lane) {
        for (Batch batch : List.copyOf(lane.queue)) {
            if (batch.sequence() == Batch.NO_SEQUENCE || !lane.isBehindUnnumbered(batch)) {
                continue;
            }
            if (batch.mayBeAppended) {
                giveUp(batch, Ending.OVERTAKING.error(), Ending.OVERTAKING.reason());
            } else {
                batch.forgetSequence();
            }
        }
    }
}
