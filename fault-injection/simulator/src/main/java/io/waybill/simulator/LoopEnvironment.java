package io.waybill.simulator;

import io.waybill.environment.Clock;
import io.waybill.environment.Disk;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import io.waybill.simulator.clock.LoopTimers;
import io.waybill.simulator.event.Loop;

/** The world as one loop of one incarnation sees it. */
record LoopEnvironment(
        Loop loop, LoopTimers time, Shards shards, Links links, Disk disk, Randomness seed, Probes probes)
        implements Environment {

    @Override
    public int node() {
        return loop.node();
    }

    @Override
    public int incarnation() {
        return loop.life().incarnation();
    }

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public Timers timers() {
        return time;
    }

    @Override
    public Randomness randomness(String purpose) {
        return seed.fork(purpose);
    }

    @Override
    public void crash(Throwable cause) {
        loop.life().crash(cause);
    }
}
