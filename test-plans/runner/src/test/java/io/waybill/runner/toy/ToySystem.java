package io.waybill.runner.toy;

import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterFailedException;
import io.waybill.system.ClusterSpec;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The system {@code toy}. */
public final class ToySystem implements SystemUnderTest {

    /** What this machine lacks for power cuts. */
    public static final String NO_PLUG = "a toy has no plug: kill it";

    private static final AtomicInteger RUNNING = new AtomicInteger();

    /** Returns how many clusters were started and not closed, in this process. */
    public static int running() {
        return RUNNING.get();
    }

    static void closed() {
        RUNNING.decrementAndGet();
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.processes().and(FaultKind.OF_OWN_DISKS);
    }

    @Override
    public List<String> missing(Set<FaultKind> kinds, Path scratch) {
        return kinds.contains(FaultKind.POWER_CUT) ? List.of(NO_PLUG) : List.of();
    }

    @Override
    public Cluster start(ClusterSpec spec, Stage stage) {
        Flaw flaw = Flaw.of(spec.config());
        if (flaw == Flaw.DOES_NOT_START) {
            throw new ClusterFailedException("toy was told not to start", null);
        }
        try {
            for (int node = 1; node <= spec.nodes(); node++) {
                Files.writeString(stage.logs().resolve("n" + node + ".log"), "a toy has nothing to say\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RUNNING.incrementAndGet();
        return new ToyCluster(spec, stage.logs(), flaw);
    }
}
