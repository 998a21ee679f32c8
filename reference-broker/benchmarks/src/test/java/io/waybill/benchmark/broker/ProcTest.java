package io.waybill.benchmark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcTest {

    @Test
    void a_process_is_read_whatever_its_name_is() {
        String stat = "4711 (odd ) name (2) S 1 4711 4711 0 -1 4194560 9 8 7 6 150 25 3 4 20 0 31 0 100 1 1 1\n";

        double seconds = Proc.cpuSecondsIn(stat);

        assertThat(seconds).isEqualTo(1.75);
    }

    @Test
    void the_machine_works_when_it_neither_idles_nor_waits_for_a_disk() {
        String stat = "cpu  100 20 30 9000 800 4 5 6 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";

        double seconds = Proc.machineSecondsIn(stat);

        assertThat(seconds).isEqualTo(1.65);
    }

    @Test
    void memory_is_told_in_bytes() {
        String status = "Name:\tjava\nVmHWM:\t  131072 kB\nVmRSS:\t   65536 kB\n";

        assertThat(Proc.bytesIn(status, "VmRSS:")).isEqualTo(64L << 20);
        assertThat(Proc.bytesIn(status, "VmHWM:")).isEqualTo(128L << 20);
        assertThat(Proc.bytesIn("Name:\tkthreadd\n", "VmRSS:")).isZero();
    }

    @Test
    void a_process_that_has_ended_has_used_nothing() {
        assertThat(Proc.cpuSeconds(Long.MAX_VALUE)).isZero();
    }
}
