package io.waybill.client.admin;

import io.waybill.client.cluster.BrokerChannels;
import io.waybill.client.cluster.TopicLeaders;
import io.waybill.client.config.AdminSettings;
import io.waybill.client.consumer.TopicPart;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.MetadataResponse;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.function.Consumer;

/**
 * A wish that has not ended: asked until it is answered for certain, or may not be asked again, or its time is over.
 *
 * <pre>
 *   find who can answer ──► ask ──► carried out, refused ──────────────► ok, fail
 *        ▲                   │
 *        └── rest ◄──────────┤ not carried out
 *        └── rest ◄──────────┤ perhaps carried out, and once more is the same: from here on there is no fail
 *                            └ perhaps carried out, and once more is not ──► info
 * </pre>
 */
final class Call<T> {

    private static final long MILLI = 1_000_000;
    /** What a broker is given less than it takes until its answer is no longer waited for. */
    private static final int MOST_ANSWER_MILLIS = 1_000;
    /** What has less time left is not sent again: its end would end the connection under what others have sent. */
    private static final long LEAST_AGAIN_NANOS = 500 * MILLI;

    private final Environment environment;
    private final AdminSettings settings;
    private final BrokerChannels brokers;
    private final Randomness jitter;
    private final Wish<T> wish;
    private final long untilNanos;
    private final Consumer<AdminResult<T>> done;
    private Effect effect = Effect.QUESTION;
    private String last = "nobody was asked";
    private int rests;
    private boolean underWay;
    private boolean mayBeDone;
    private boolean isOver;

    /** What all calls of an administrator share. */
    record Shared(Environment environment, AdminSettings settings, BrokerChannels brokers, Randomness jitter) {}

    Call(Shared shared, Wish<T> wish, long untilNanos, Consumer<AdminResult<T>> done) {
        this.environment = shared.environment();
        this.settings = shared.settings();
        this.brokers = shared.brokers();
        this.jitter = shared.jitter();
        this.wish = wish;
        this.untilNanos = untilNanos;
        this.done = done;
    }

    /** Begins; never ends before it has returned. */
    void begin() {
        environment.timers().post(this::attempt);
    }

    /** Ends it now, whatever is under way. */
    void close() {
        mayBeDone |= underWay && effect != Effect.QUESTION;
        uncertain("AdminClosed", mayBeDone ? "closed while it was under way" : "closed before it was carried out");
    }

    private long left() {
        return untilNanos - environment.clock().nanos();
    }

    private void attempt() {
        if (isOver) {
            return;
        }
        if (left() <= (rests > 0 ? LEAST_AGAIN_NANOS : 0)) {
            uncertain("TimeoutException", "not answered within default.api.timeout.ms; at last: " + last);
        } else if (wish.target() instanceof Target.Leader leader) {
            lookFor(leader.part());
        } else if (wish.target() instanceof Target.Broker broker) {
            brokers.to(broker.id()).ifPresentOrElse(this::ask, () -> lookFor(broker.id()));
        } else {
            ask(brokers.any());
        }
    }

    // ---- who can answer ----------------------------------------------------------------------------------------

    private void lookFor(TopicPart part) {
        metadata(List.of(new MetadataRequest.Topic(TopicLeaders.NO_ID, part.topic())), found -> {
            int leader = -1;
            for (MetadataResponse.Topic topic : found.topics()) {
                last = part + ": " + topic.error();
                for (MetadataResponse.Partition each : topic.partitions()) {
                    leader = each.partition() == part.partition() ? each.leaderId() : leader;
                }
            }
            brokers.to(leader).ifPresentOrElse(this::ask, () -> again("nobody is known to lead " + last));
        });
    }

    private void lookFor(int broker) {
        metadata(
                List.of(),
                found -> brokers.to(broker).ifPresentOrElse(this::ask, () -> again("there is no broker " + broker)));
    }

    private void metadata(List<MetadataRequest.Topic> topics, Consumer<MetadataResponse> then) {
        brokers.any().send(new MetadataRequest(topics, false), attemptNanos(), outcome -> {
            if (isOver) {
                return;
            }
            if (outcome instanceof RpcOutcome.Answered answered
                    && answered.response() instanceof MetadataResponse found) {
                brokers.takeOver(found.brokers());
                then.accept(found);
            } else {
                again(outcome.toString());
            }
        });
    }

    // ---- asking ------------------------------------------------------------------------------------------------

    private long attemptNanos() {
        return Math.max(1, Math.min(left(), settings.requestTimeoutMillis() * MILLI));
    }

    private void ask(RpcChannel channel) {
        long timeoutNanos = attemptNanos();
        // Its answer has to come back in time: without one it would be less certain than the broker could have said.
        int millis = (int) (timeoutNanos / MILLI);
        int patience = millis - Math.min(millis / 4, MOST_ANSWER_MILLIS);
        underWay = true;
        channel.send(
                wish.api(),
                version -> {
                    var request = wish.asking().of(version, patience);
                    effect = Effect.of(request);
                    return request;
                },
                timeoutNanos,
                outcome -> {
                    underWay = false;
                    if (!isOver) {
                        outcome.match(
                                answered -> answered(answered.response()),
                                lost -> maybe("NetworkException", lost.reason()),
                                notSent -> again(notSent.reason()));
                    }
                });
    }

    private boolean answered(Response response) {
        Said<T> said = wish.reading().apply(response);
        if (response instanceof MetadataResponse metadata) {
            brokers.takeOver(metadata.brokers());
        }
        var value = said.value();
        if (value != null) {
            return end(new AdminResult.Done<>(value));
        }
        String error = said.error().name();
        String reason = said.reason().isEmpty() ? "said by the broker" : said.reason();
        return switch (meaning(said)) {
            case NOT_YET -> again(error + ": " + reason);
            case MAYBE -> maybe(error, reason);
            case DONE, NEVER ->
                mayBeDone
                        ? uncertain(error, reason + "; an attempt before may have done it")
                        : uncertain(error, reason);
        };
    }

    private AdminErrors.Meaning meaning(Said<T> said) {
        var meaning =
                effect == Effect.QUESTION ? AdminErrors.ofQuestion(said.error()) : AdminErrors.ofChange(said.error());
        // A broker may come to lead before it has heard of all that it leads; and another may lead by now.
        boolean mayPass = wish.target() instanceof Target.Leader && said.error().isRetriable();
        return meaning == AdminErrors.Meaning.NEVER && mayPass ? AdminErrors.Meaning.NOT_YET : meaning;
    }

    private boolean maybe(String error, String reason) {
        if (effect == Effect.QUESTION) {
            return again(error + ": " + reason);
        }
        mayBeDone = true;
        return effect == Effect.SAME_AGAIN ? again(error + ": " + reason) : uncertain(error, reason);
    }

    private boolean again(String reason) {
        last = reason;
        long first = Math.max(1, settings.retryBackoffMillis()) * MILLI;
        long most = Math.max(1, settings.retryBackoffMaxMillis()) * MILLI;
        long rest = Math.min(most, first << Math.min(rests, Integer.SIZE / 2));
        rests++;
        long spread = rest - rest / 5 + jitter.nextLong(2 * rest / 5 + 1);
        environment.timers().after(Math.max(0, Math.min(left(), spread)), this::attempt);
        return false;
    }

    // ---- ends --------------------------------------------------------------------------------------------------

    private boolean uncertain(String error, String reason) {
        return end(mayBeDone ? new AdminResult.Unknown<>(error, reason) : new AdminResult.Failed<>(error, reason));
    }

    private boolean end(AdminResult<T> result) {
        if (!isOver) {
            isOver = true;
            done.accept(result);
        }
        return true;
    }
}
