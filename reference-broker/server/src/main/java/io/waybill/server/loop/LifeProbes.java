package io.waybill.server.loop;

import io.waybill.environment.Probes;
import io.waybill.server.net.Callbacks;
import java.util.function.Supplier;

/** In the real world a probe that does not hold ends the node; the others do nothing. */
record LifeProbes(Callbacks loop) implements Probes {

    private static final Sometimes NOT_COUNTED = () -> {};
    private static final Buggify OFF = () -> false;

    @Override
    public void always(boolean holds, String id, Supplier<String> detail) {
        if (!holds) {
            var broken = new IllegalStateException("must always hold: " + id + "; instead: " + detail.get());
            loop.crash(broken);
            throw broken;
        }
    }

    @Override
    public Sometimes sometimes(String id) {
        return NOT_COUNTED;
    }

    @Override
    public Buggify buggify(String id) {
        return OFF;
    }
}
