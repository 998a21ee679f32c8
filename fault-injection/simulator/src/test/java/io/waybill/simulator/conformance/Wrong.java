package io.waybill.simulator.conformance;

import io.waybill.environment.Clock;
import io.waybill.environment.Connection;
import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Environment;
import io.waybill.environment.Links;
import io.waybill.environment.Shards;
import io.waybill.environment.Timers;
import java.util.function.UnaryOperator;

/** Environments that are wrong in one part. */
final class Wrong {
    private Wrong() {}

    static UnaryOperator<Environment> clock(UnaryOperator<Clock> spoilt) {
        return real -> {
            Clock clock = spoilt.apply(real.clock());
            return new Delegates.World(real) {
                @Override
                public Clock clock() {
                    return clock;
                }
            };
        };
    }

    static UnaryOperator<Environment> timers(UnaryOperator<Timers> spoilt) {
        return real -> new Delegates.World(real) {
            @Override
            public Timers timers() {
                return spoilt.apply(real.timers());
            }
        };
    }

    static UnaryOperator<Environment> shards(UnaryOperator<Shards> spoilt) {
        return real -> {
            Shards shards = spoilt.apply(real.shards());
            return new Delegates.World(real) {
                @Override
                public Shards shards() {
                    return shards;
                }
            };
        };
    }

    static UnaryOperator<Environment> links(UnaryOperator<Links> spoilt) {
        return real -> new Delegates.World(real) {
            @Override
            public Links links() {
                return spoilt.apply(real.links());
            }
        };
    }

    static UnaryOperator<Environment> connections(UnaryOperator<Connection> spoilt) {
        return links(real -> new Delegates.Wires(real) {
            @Override
            Connection connection(Connection connection) {
                return spoilt.apply(connection);
            }
        });
    }

    static UnaryOperator<Environment> disk(UnaryOperator<Disk> spoilt) {
        return real -> new Delegates.World(real) {
            @Override
            public Disk disk() {
                return spoilt.apply(real.disk());
            }
        };
    }

    static UnaryOperator<Environment> files(UnaryOperator<DiskFile> spoilt) {
        return disk(real -> new Delegates.Folder(real) {
            @Override
            DiskFile file(DiskFile file) {
                return spoilt.apply(file);
            }
        });
    }
}
