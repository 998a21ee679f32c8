package io.waybill.simulator.probe;

import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.simulator.event.Life;
import io.waybill.simulator.settings.ProbeSettings;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All probes of a world: what was hit how often, and which rare behaviour this run is to show. */
public final class ProbeBoard {
    private final ProbeSettings settings;
    private final Randomness randomness;
    private final SortedMap<String, Counter> counters = new TreeMap<>();

    /** Returns a board that knows no probe yet. */
    public ProbeBoard(ProbeSettings settings, Randomness randomness) {
        this.settings = settings;
        this.randomness = randomness;
    }

    /**
     * Returns the probes of one loop.
     *
     * @param ofLoop decides when rare behaviour fires there
     */
    public Probes of(Life life, Randomness ofLoop) {
        return new LoopProbes(life, ofLoop);
    }

    /** Returns how often each probe was hit. */
    public SortedMap<String, Long> hits() {
        var hits = new TreeMap<String, Long>();
        counters.forEach((id, counter) -> hits.put(id, counter.hits));
        return hits;
    }

    private static final class Counter implements Probes.Sometimes {
        private long hits;

        @Override
        public void hit() {
            hits++;
        }
    }

    private final class LoopProbes implements Probes {
        private final Life life;
        private final Randomness ofLoop;

        LoopProbes(Life life, Randomness ofLoop) {
            this.life = life;
            this.ofLoop = ofLoop;
        }

        @Override
        public void always(boolean holds, String id, Supplier<String> detail) {
            if (!holds) {
                var violation = new ProbeViolation(id, detail.get());
                life.crash(violation);
                throw violation;
            }
        }

        @Override
        public Sometimes sometimes(String id) {
            return counters.computeIfAbsent(id, ignored -> new Counter());
        }

        @Override
        public Buggify buggify(String id) {
            boolean works = randomness.fork(id).chance(settings.enabled());
            Randomness firing = ofLoop.fork(id);
            return works ? () -> firing.chance(settings.fires()) : () -> false;
        }
    }
}
