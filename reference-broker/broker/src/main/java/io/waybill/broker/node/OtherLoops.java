package io.waybill.broker.node;

import io.waybill.broker.lifecycle.BrokerLife;
import io.waybill.broker.lifecycle.LivesListener;
import io.waybill.broker.loops.LoopAnswers;
import io.waybill.broker.loops.PerLoop;
import io.waybill.broker.metadata.MetadataListener;
import io.waybill.broker.metadata.command.IsrProposal;
import io.waybill.broker.metadata.command.MetadataError;
import io.waybill.broker.metadata.image.MetadataChange;
import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.metadata.image.MetadataUpdate;
import io.waybill.broker.replica.Partitions;
import io.waybill.broker.settings.BrokerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Shards;
import io.waybill.rpc.RequestWatch;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The other loops of a broker as its first sees them. It tells them of every change of the metadata and of each life of
 * the broker, in the order in which it sees them itself, and hears what they have to say to the broker as a whole.
 *
 * <p>Used on the first loop only; where that is the only one, there is nobody to tell.
 */
final class OtherLoops implements MetadataListener, LivesListener {

    private static final int FIRST = 0;

    private final Shards shards;
    private final PerLoop<OtherLoop> loops;
    private final BrokerLife life;
    private final Heard heard;
    private final SortedSet<Integer> open = new TreeSet<>();
    private final SortedSet<Integer> ready = new TreeSet<>();

    /** Is told what they have to say together. */
    interface Heard {

        /** The life is registered on all of them. */
        void allReady();

        /** The logs of all of them are open. */
        void allOpen();
    }

    OtherLoops(Shards shards, BrokerLife life, Heard heard) {
        this.shards = shards;
        this.loops = new PerLoop<>(shards.count());
        this.life = life;
        this.heard = heard;
    }

    /**
     * Begins on each of them.
     *
     * @param first the replicas of this loop
     * @param answers gets a place for each
     * @param at where they answer together
     */
    void start(BrokerSettings settings, Partitions first, PerLoop<LoopAnswers> answers, Endpoint at) {
        for (int loop = FIRST + 1; loop < loops.count(); loop++) {
            int number = loop;
            loops.start(shards, loop, environment -> {
                var begun = new OtherLoop(environment, settings, at, new FarHome(environment.shards()), first);
                answers.put(number, new LoopAnswers(environment.shards(), begun.data()));
                return begun;
            });
        }
    }

    private void each(Consumer<OtherLoop> task) {
        for (int loop = FIRST + 1; loop < loops.count(); loop++) {
            loops.post(shards, loop, task);
        }
    }

    private boolean isAll(SortedSet<Integer> some) {
        return some.size() == loops.count() - 1;
    }

    /** Returns whether the life is registered on all of them. */
    boolean areReady() {
        return isAll(ready);
    }

    /** Returns whether the logs of all of them are open. */
    boolean areOpen() {
        return isAll(open);
    }

    @Override
    public void changed(MetadataImage image, List<MetadataChange> changes) {
        if (loops.count() > 1) {
            var update = MetadataUpdate.of(image, changes);
            boolean concerns = life.sees();
            each(loop -> loop.changed(update, concerns));
        }
    }

    @Override
    public void began(UUID incarnation) {
        each(loop -> loop.began(incarnation));
    }

    @Override
    public void ended() {
        each(OtherLoop::ended);
    }

    /**
     * Has them answer from now on, all at one endpoint.
     *
     * @param answers who answers about records, on all loops
     * @param watch is told of every request, on the loop of its connection
     */
    void listen(PerLoop<LoopAnswers> answers, RequestWatch watch) {
        each(loop -> loop.listen(answers, watch));
    }

    /** Ends all they do and closes their logs; {@code done} once everything is on the disk, of all of them. */
    void close(Runnable done) {
        var left = new int[] {loops.count()};
        Runnable one = () -> {
            left[0]--;
            if (left[0] == 0) {
                done.run();
            }
        };
        each(loop -> loop.close(one));
        one.run();
    }

    /** The way here from another loop: used there. */
    private final class FarHome implements OtherLoop.Home {

        private final Shards there;
        private final int number;

        FarHome(Shards there) {
            this.there = there;
            this.number = there.self();
        }

        @Override
        public void post(Runnable task) {
            there.post(FIRST, task);
        }

        @Override
        public void propose(long epoch, IsrProposal proposal, Consumer<MetadataError> done) {
            post(() -> {
                // In the name of another life it must not be made.
                if (epoch == life.epoch()) {
                    life.isrChannel().propose(proposal, error -> shards.post(number, () -> done.accept(error)));
                } else {
                    shards.post(number, () -> done.accept(MetadataError.STALE_BROKER_EPOCH));
                }
            });
        }

        @Override
        public void nextProducerId(Consumer<OptionalLong> done) {
            post(() -> life.producerIds().next(id -> shards.post(number, () -> done.accept(id))));
        }

        @Override
        public void forward(Request request, Consumer<Response> done) {
            post(() ->
                    life.forwarding().forward(request, response -> shards.post(number, () -> done.accept(response))));
        }

        @Override
        public void logsOpen() {
            post(() -> {
                if (open.add(number) && areOpen()) {
                    heard.allOpen();
                }
            });
        }

        @Override
        public void logsDistrusted() {
            post(life::distrustLogs);
        }

        @Override
        public void ready() {
            post(() -> {
                if (ready.add(number) && areReady()) {
                    heard.allReady();
                }
            });
        }
    }
}
