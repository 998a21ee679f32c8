package io.waybill.simulator;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.simulator.event.Life;
import io.waybill.simulator.event.Loop;
import io.waybill.simulator.event.Task;
import java.util.List;
import java.util.function.Consumer;

/** The loops of one node as one of them sees them: what is posted to another needs a moment, drawn anew each time. */
final class LoopShards implements Shards {
    private static final long LONGEST_NANOS = 3_000;

    private final Loop loop;
    private final Randomness moments;
    private final List<Environment> environments;
    private final long[] lastArrival;

    /** Makes them; the environments of all loops of the life are there before the first callback. */
    LoopShards(Loop loop, int count, Randomness moments, List<Environment> environments) {
        this.loop = loop;
        this.moments = moments;
        this.environments = environments;
        this.lastArrival = new long[count];
    }

    @Override
    public int self() {
        return loop.shard();
    }

    @Override
    public int count() {
        return lastArrival.length;
    }

    @Override
    public void post(int shard, Runnable task) {
        if (shard < 0 || shard >= lastArrival.length) {
            throw new IllegalArgumentException(
                    "a shard must be from 0 to " + (lastArrival.length - 1) + ", was " + shard);
        }
        Life life = loop.life();
        long moment = shard == self() ? 0 : moments.nextLong(LONGEST_NANOS);
        lastArrival[shard] = Math.max(lastArrival[shard], loop.course().nanos() + moment);
        loop.course().at(lastArrival[shard], new Task(life.loops().get(shard), Task.Kind.SHARD, task));
    }

    @Override
    public void start(int shard, Consumer<Environment> program) {
        post(shard, () -> program.accept(environments.get(shard)));
    }
}
