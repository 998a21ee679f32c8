package io.waybill.broker.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.data.FetchShare;
import io.waybill.broker.data.OwnerRequests;
import io.waybill.broker.metadata.image.MutableImage;
import io.waybill.broker.world.SmallWorld;
import io.waybill.environment.Clock;
import io.waybill.environment.Disk;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchRequest;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.FetchResponse.DivergingEpoch;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.Payload;
import io.waybill.wire.message.RequestHeader;
import io.waybill.wire.message.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One fetch of a partition of each of two loops; the connection is on the first. */
class SplitFetchTest {

    private static final UUID TOPIC = new UUID(0, 0);
    private static final int BY_ID = 13;
    private static final long MILLI = 1_000_000;

    private final SmallWorld world = new SmallWorld(1);
    private final Environment real = world.start(0);
    private final List<Owner> all = List.of(new Owner(0), new Owner(1));
    private final Answered answered = new Answered();

    /** What a loop has of its partition. */
    private static final class Owner implements OwnerRequests {
        final int number;
        final List<Integer> looks = new ArrayList<>();
        int has;
        boolean isNews;
        boolean isEnded;

        @Nullable
        Runnable changed;

        Owner(int number) {
            this.number = number;
        }

        @Override
        public boolean handle(ReceivedRequest received, RequestHandler.Answer answer) {
            throw new AssertionError("a fetch of two loops must be divided");
        }

        @Override
        public FetchShare share(int version, FetchRequest request, Runnable tell) {
            changed = tell;
            return new FetchShare() {
                @Override
                public void look(int bytes, boolean mayWait, Consumer<Found> done) {
                    looks.add(bytes);
                    int given = bytes == 0 ? has : Math.min(has, request.maxBytes() - bytes);
                    var partition = new FetchResponse.Partition(
                            request.topics().get(0).partitions().get(0).partition(),
                            ErrorCode.NONE,
                            has,
                            has,
                            0,
                            new DivergingEpoch(-1, -1),
                            LeaderIdAndEpoch.NONE,
                            null,
                            -1,
                            Payload.of(ByteBuffer.allocate(given)));
                    var topic = new FetchResponse.Topic("", TOPIC, List.of(partition));
                    done.accept(new Found(
                            new FetchResponse(ErrorCode.NONE, 0, List.of(topic), List.of()), bytes + given, isNews));
                }

                @Override
                public void end() {
                    isEnded = true;
                }
            };
        }

        void append(int bytes) {
            has += bytes;
            if (changed != null) {
                changed.run();
            }
        }
    }

    private static final class Answered implements RequestHandler.Answer {
        @Nullable
        Response response;

        boolean isWanted = true;

        @Override
        public void send(Response given) {
            assertThat(response).isNull();
            response = given;
        }

        @Override
        public void none() {
            throw new AssertionError("a fetch is answered");
        }

        @Override
        public void disconnect() {
            throw new AssertionError("a fetch is answered");
        }

        @Override
        public boolean isWanted() {
            return isWanted;
        }

        List<Integer> sizes() {
            var fetched = (FetchResponse) response;
            return fetched.topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .map(partition -> partition.records().sizeBytes())
                    .toList();
        }
    }

    /** The node's environment as a loop of two sees it. */
    private final class OfLoop implements Environment, Shards {
        private final int self;

        OfLoop(int self) {
            this.self = self;
        }

        @Override
        public int node() {
            return real.node();
        }

        @Override
        public int incarnation() {
            return real.incarnation();
        }

        @Override
        public Clock clock() {
            return real.clock();
        }

        @Override
        public Timers timers() {
            return real.timers();
        }

        @Override
        public Shards shards() {
            return this;
        }

        @Override
        public Links links() {
            return real.links();
        }

        @Override
        public Disk disk() {
            return real.disk();
        }

        @Override
        public Randomness randomness(String purpose) {
            return real.randomness(purpose);
        }

        @Override
        public Probes probes() {
            return real.probes();
        }

        @Override
        public void crash(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public int self() {
            return self;
        }

        @Override
        public int count() {
            return 2;
        }

        @Override
        public void post(int shard, Runnable task) {
            real.timers().after(1_000, task);
        }

        @Override
        public void start(int shard, Consumer<Environment> program) {
            post(shard, () -> program.accept(new OfLoop(shard)));
        }
    }

    private void fetch(int maxWaitMillis, int minBytes, int maxBytes) {
        var home = new OfLoop(0);
        var loops = new PerLoop<LoopAnswers>(2);
        for (Owner owner : all) {
            loops.put(owner.number, new LoopAnswers(new OfLoop(owner.number), owner));
        }
        var topic = new FetchRequest.Topic("", TOPIC, List.of(Fetches.partition(1, 0), Fetches.partition(0, 0)));
        var request = Fetches.of(maxWaitMillis, minBytes, maxBytes, 0, List.of(topic));
        new SplitRequests(home, new MutableImage(), loops)
                .handle(
                        new ReceivedRequest(
                                new RequestHeader(request.api(), BY_ID, 1, "test"), request, ErrorCode.NONE),
                        answered);
        world.runFor(MILLI);
    }

    @Test
    void what_all_owners_have_is_answered_at_once_in_the_order_of_the_request() {
        all.get(0).has = 10;
        all.get(1).has = 20;

        fetch(500, 1, 1_000);

        assertThat(answered.sizes()).containsExactly(20, 10);
        assertThat(all).allMatch(owner -> owner.isEnded);
    }

    @Test
    void all_owners_together_give_no_more_than_the_request_takes() {
        all.get(0).has = 100;
        all.get(1).has = 60;

        fetch(500, 1, 80);

        assertThat(answered.sizes()).containsExactly(60, 20);
        assertThat(all.get(0).looks).containsExactly(60);
    }

    @Test
    void it_is_held_until_the_owners_have_enough_together() {
        all.get(0).has = 10;

        fetch(500, 25, 1_000);
        assertThat(answered.response).isNull();
        all.get(1).append(10);
        world.runFor(MILLI);
        assertThat(answered.response).isNull();
        all.get(1).append(5);
        world.runFor(MILLI);

        assertThat(answered.sizes()).containsExactly(15, 10);
        assertThat(all).allMatch(owner -> owner.isEnded);
    }

    @Test
    void it_is_answered_with_what_there_is_when_its_time_is_over() {
        fetch(5, 25, 1_000);
        all.get(0).append(3);
        world.runFor(2 * MILLI);
        assertThat(answered.response).isNull();

        world.runFor(4 * MILLI);

        assertThat(answered.sizes()).containsExactly(0, 3);
    }

    @Test
    void news_of_any_owner_are_answered_at_once() {
        all.get(0).isNews = true;

        fetch(500, 25, 1_000);

        assertThat(answered.sizes()).containsExactly(0, 0);
    }

    @Test
    void who_does_not_wait_is_answered_whatever_there_is() {
        fetch(0, 25, 1_000);

        assertThat(answered.sizes()).containsExactly(0, 0);
    }

    @Test
    void what_nobody_waits_for_any_more_is_forgotten() {
        fetch(500, 25, 1_000);
        answered.isWanted = false;
        all.get(0).append(1);
        world.runFor(MILLI);

        assertThat(answered.response).isNull();
        assertThat(all).allMatch(owner -> owner.isEnded);
    }
}
