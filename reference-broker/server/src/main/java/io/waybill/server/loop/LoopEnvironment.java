package io.waybill.server.loop;

import io.waybill.environment.Clock;
import io.waybill.environment.Disk;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;

/** The real world as one loop of one life sees it. */
record LoopEnvironment(int node, int incarnation, Loop loop, Shards shards, Links links, Disk disk, Randomness seed)
        implements Environment {

    private static final Clock CLOCK = new SystemClock();

    @Override
    public Clock clock() {
        return CLOCK;
    }

    @Override
    public Timers timers() {
        return loop.timers();
    }

    @Override
    public Randomness randomness(String purpose) {
        return seed.fork(purpose);
    }

    @Override
    public Probes probes() {
        return new LifeProbes(loop);
    }

    @Override
    public void crash(Throwable cause) {
        loop.crash(cause);
    }
}
