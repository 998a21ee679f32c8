package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private long sequence;

    private static Pace of(Consumer<Consumer<Event>> content) throws IOException {
        ByteStore store = ByteStore.inMemory();
        try (HistoryWriter writer = HistoryWriter.over(store)) {
            writer.write(new Event.SessionDefined(0, "p1", true, Event.Acks.ALL, 5, null, 0, 0, 0));
            for (int partition = 0; partition < 2; partition++) {
                writer.write(new Event.PartitionDefined(partition, "orders", partition, Event.PartitionKind.LOG));
            }
            content.accept(writer::write);
            writer.write(new Event.Closed(ms(60_000)));
        }
        return Pace.of(HistoryReader.over(store));
    }

    private static long ms(long millis) {
        return millis * 1_000_000;
    }

    private Event send(int partition, Outcome outcome, long fromMillis, long toMillis) {
        return new Event.Send(
                new MessageId(0, partition, sequence++),
                Event.NONE,
                Event.NONE,
                outcome,
                Event.NO_OFFSET,
                null,
                ms(fromMillis),
                ms(toMillis));
    }

    private static void fault(Consumer<Event> out, int id, long fromMillis, long toMillis) {
        out.accept(new Event.FaultStarted(id, "kill", "leader", List.of("n1"), ms(fromMillis), ms(fromMillis)));
        out.accept(new Event.FaultStopped(id, ms(toMillis), ms(toMillis)));
    }

    @Test
    void ninety_nine_in_a_hundred_acknowledgements_took_at_most_so_long() throws IOException {
        Pace pace = of(out -> {
            for (int i = 1; i <= 1000; i++) {
                out.accept(send(0, Outcome.ok(), 10L * i, 10L * i + i));
            }
            out.accept(send(0, Outcome.info("no reply"), 0, 50_000));
        });

        assertThat(pace.p99().orElseThrow().toNanos()).isCloseTo(ms(990), Percentage.withPercentage(2));
        assertThat(pace.recovery()).isEmpty();
    }

    @Test
    void the_worst_recovery_is_of_the_partition_that_waited_longest() throws IOException {
        Pace pace = of(out -> {
            out.accept(send(0, Outcome.ok(), 0, 10));
            out.accept(send(1, Outcome.ok(), 0, 10));
            fault(out, 0, 100, 1_000);
            fault(out, 1, 2_000, 3_000);
            out.accept(send(0, Outcome.ok(), 900, 1_040));
            out.accept(send(0, Outcome.ok(), 3_000, 3_001));
            // Refused is not recovered.
            out.accept(send(1, Outcome.fail("refused"), 3_000, 3_001));
            out.accept(send(1, Outcome.ok(), 3_000, 4_500));
        });

        assertThat(pace.recovery())
                .as("partition 1 waits from 1.0 s to 4.5 s, past the end of the second fault")
                .contains(Duration.ofMillis(3_500));
    }

    @Test
    void a_partition_that_was_not_in_use_before_has_nothing_to_recover() throws IOException {
        Pace pace = of(out -> {
            fault(out, 0, 100, 1_000);
            out.accept(send(0, Outcome.ok(), 5_000, 5_001));
        });

        assertThat(pace).isEqualTo(new Pace(pace.p99(), Optional.empty()));
    }

    @Test
    void nothing_acknowledged_has_no_pace() throws IOException {
        assertThat(of(out -> {})).isEqualTo(new Pace(Optional.empty(), Optional.empty()));
    }
}
