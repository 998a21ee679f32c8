package io.waybill.broker.fetching;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.environment.Timers;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.FetchResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from one leader for all replicas that follow it: one request at a time, for all that are ready.
 *
 * <p>A request that finds nothing is held by the leader for a while, and who becomes ready meanwhile has to wait for
 * its end. So before a request leaves, those that are about to be ready are waited for: mostly they have just appended
 * and share a sync. Who takes longer than such a wait is left behind.
 */
final class LeaderFetch {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final ApiOffer PEER = ApiOffer.of(List.of(Api.FETCH, Api.LIST_OFFSETS));
    private static final int JITTER_PERCENT = 20;
    private static final int PERCENT = 100;

    private final Environment environment;
    private final int leader;
    private final FetchContext context;
    private final AnswerTaking taking;
    private final Randomness jitter;
    private final List<Follower> followers = new ArrayList<>();
    private long rounds;
    private @Nullable RpcChannel channel;
    private @Nullable Round round;
    private Timers.@Nullable Timer pause;
    private Timers.@Nullable Timer patience;
    private boolean isWoken;

    LeaderFetch(Environment environment, int leader, FetchContext context) {
        this.environment = environment;
        this.leader = leader;
        this.context = context;
        this.taking = new AnswerTaking(context, this::backoffNanos, this::channel);
        this.jitter = environment.randomness("fetch backoff from " + leader);
    }

    boolean isIdle() {
        return followers.isEmpty();
    }

    void add(Follower follower) {
        followers.add(follower);
        wake();
    }

    /** Forgets a replica; what is under way for it will be dropped. */
    void remove(Follower follower) {
        followers.remove(follower);
        wake();
    }

    /** Ends it: nobody follows this leader any more. */
    void close() {
        if (channel != null) {
            channel.close();
            channel = null;
        }
        cancel(pause);
        cancel(patience);
    }

    /** Something may be ready: looks, once, when what happens now has ended. */
    void wake() {
        if (!isWoken && mayAsk() && hasReady()) {
            isWoken = true;
            environment.timers().post(this::look);
        }
    }

    /** Returns whether no answer and no pause is waited for; who ends either looks again. */
    private boolean mayAsk() {
        return round == null && pause == null;
    }

    private boolean hasReady() {
        for (Follower follower : followers) {
            if (follower.isReady()) {
                return true;
            }
        }
        return false;
    }

    private void look() {
        isWoken = false;
        if (!mayAsk()) {
            return;
        }
        var ready = new ArrayList<Follower>();
        boolean waits = false;
        for (Follower follower : followers) {
            if (follower.isReady()) {
                ready.add(follower);
            }
            waits |= follower.isBusy() && !follower.isSlow();
        }
        if (ready.isEmpty()) {
            return;
        }
        if (waits) {
            bePatient();
        } else {
            cancel(patience);
            patience = null;
            ask(ready);
        }
    }

    private void bePatient() {
        if (patience == null) {
            long nanos = context.settings().get().maxWaitMillis() * NANOS_PER_MILLI;
            patience = environment.timers().after(nanos, () -> {
                patience = null;
                for (Follower follower : followers) {
                    if (follower.isBusy() && !follower.isSlow()) {
                        context.probes().goesWithoutSlow.hit();
                        follower.noteSlow();
                    }
                }
                wake();
            });
        }
    }

    private void ask(List<Follower> ready) {
        Optional<RpcChannel> open = channel();
        if (open.isEmpty()) {
            pause();
            return;
        }
        var next = new Round();
        ready.forEach(next::add);
        round = next;
        FetchSettings settings = context.settings().get();
        var request = next.request(environment.node(), context.brokerEpoch().getAsLong(), settings);
        long timeout = ((long) settings.maxWaitMillis() + settings.timeoutMillis()) * NANOS_PER_MILLI;
        open.get().send(request, timeout, outcome -> ended(next, outcome));
    }

    /** Returns the way to the leader, where it is known now; empty where it is not. */
    private Optional<RpcChannel> channel() {
        Endpoint endpoint = context.addresses().of(leader).orElse(null);
        if (endpoint == null) {
            return Optional.empty();
        }
        if (channel != null && !channel.endpoint().equals(endpoint)) {
            context.probes().newAddress.hit();
            channel.close();
            channel = null;
        }
        if (channel == null) {
            channel = RpcChannel.to(
                    environment, endpoint, ChannelSettings.ofPeer("broker-" + environment.node() + "-fetcher", PEER));
        }
        return Optional.of(channel);
    }

    private void ended(Round ended, RpcOutcome outcome) {
        isWoken = true; // it looks itself, when all is taken
        round = null;
        outcome.match(
                answered -> answered(ended, answered.response() instanceof FetchResponse fetched ? fetched : null),
                lost -> failed(ended),
                notSent -> failed(ended));
        look();
    }

    private boolean failed(Round failed) {
        context.probes().connectionLost.hit();
        giveBack(failed.asked());
        pause();
        return false;
    }

    private boolean answered(Round ended, @Nullable FetchResponse response) {
        if (response == null || response.error().isError()) {
            giveBack(ended.asked());
            pause();
            return false;
        }
        rounds++;
        for (FetchResponse.Topic topic : response.topics()) {
            for (FetchResponse.Partition partition : topic.partitions()) {
                Round.Asked asked = ended.take(topic, partition.partition());
                if (asked != null && taking.take(asked, partition)) {
                    asked.follower().noteFed(rounds);
                }
            }
        }
        for (Round.Asked left : ended.unanswered()) {
            if (left.isCurrent()) {
                left.follower().rest(backoffNanos());
            }
        }
        reorder();
        return true;
    }

    private static void giveBack(List<Round.Asked> asked) {
        for (Round.Asked each : asked) {
            if (each.isCurrent()) {
                each.follower().ready();
            }
        }
    }

    /** Who was given records last stands last: an answer that is full must not always be the same one's. */
    private void reorder() {
        followers.sort(Comparator.comparingLong(Follower::fedAt));
    }

    private void pause() {
        cancel(pause);
        pause = environment.timers().after(backoffNanos(), () -> {
            pause = null;
            wake();
        });
    }

    private long backoffNanos() {
        long nanos = context.settings().get().backoffMillis() * NANOS_PER_MILLI;
        return nanos / PERCENT * jitter.between(PERCENT - JITTER_PERCENT, PERCENT + JITTER_PERCENT);
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
