package io.waybill.simulation.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.DiskFault;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.simulator.World;
import io.waybill.simulator.settings.WorldSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StormLogTest {

    private static final long SECOND = 1_000_000_000;
    private static final long PATIENCE = 5 * SECOND;

    private final World world = World.of(1, WorldSettings.standard());
    private final StormLog log = new StormLog(world, node -> {});

    private static FaultRecord fullDisk(int id, int node) {
        var lasting = Duration.ofSeconds(7);
        var fault = new Fault.OnDisk(Victim.node(node), new DiskFault.Full(), Span.of(lasting), Fault.Reach.ANY);
        return new FaultRecord(id, id, fault, List.of(node), lasting);
    }

    private void begin(FaultRecord fault) {
        log.started(fault, world.nanos(), world.nanos());
    }

    private void end(FaultRecord fault) {
        log.stopped(fault, world.nanos(), world.nanos());
    }

    private void pass(long nanos) {
        world.runUntil(world.nanos() + nanos);
    }

    @Test
    void a_disk_that_refused_explains_a_crash_for_a_while() {
        var fault = fullDisk(0, 1);
        begin(fault);
        end(fault);

        pass(PATIENCE);
        boolean after = log.hadDiskTrouble(1, PATIENCE);
        pass(1);

        assertThat(after).isTrue();
        assertThat(log.hadDiskTrouble(1, PATIENCE)).isFalse();
        assertThat(log.hadDiskTrouble(2, PATIENCE)).isFalse();
    }

    @Test
    void of_two_faults_of_one_disk_that_overlap_the_one_that_goes_on_explains_it() {
        var first = fullDisk(0, 1);
        var second = fullDisk(1, 1);
        begin(first);
        begin(second);
        end(first);

        pass(2 * PATIENCE);
        boolean meanwhile = log.hadDiskTrouble(1, PATIENCE);
        end(second);
        pass(2 * PATIENCE);

        assertThat(meanwhile).isTrue();
        assertThat(log.hadDiskTrouble(1, PATIENCE)).isFalse();
    }

    @Test
    void the_trouble_of_another_disk_explains_nothing() {
        var mine = fullDisk(0, 1);
        begin(mine);
        begin(fullDisk(1, 2));
        end(mine);

        pass(2 * PATIENCE);

        assertThat(log.hadDiskTrouble(1, PATIENCE)).isFalse();
    }
}
