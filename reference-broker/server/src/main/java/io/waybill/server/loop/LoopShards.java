package io.waybill.server.loop;

import io.waybill.environment.Environment;
import io.waybill.environment.Shards;
import java.util.List;
import java.util.function.Consumer;

/** The loops of a node, as one of them sees them. */
record LoopShards(int self, List<Loop> loops, List<Environment> environments) implements Shards {

    @Override
    public int count() {
        return loops.size();
    }

    @Override
    public void post(int shard, Runnable task) {
        if (shard < 0 || shard >= loops.size()) {
            throw new IllegalArgumentException("shard must be from 0 to " + (loops.size() - 1) + ", was " + shard);
        }
        loops.get(shard).execute(task);
    }

    @Override
    public void start(int shard, Consumer<Environment> program) {
        post(shard, () -> program.accept(environments.get(shard)));
    }
}
