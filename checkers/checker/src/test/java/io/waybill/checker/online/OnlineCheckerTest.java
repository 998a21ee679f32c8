package io.waybill.checker.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.anomaly.AbortedRead;
import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.anomaly.DuplicateDelivery;
import io.waybill.checker.anomaly.LostWrite;
import io.waybill.checker.anomaly.NonmonotonicPoll;
import io.waybill.checker.anomaly.PhantomRead;
import io.waybill.checker.anomaly.ReadBeforeSend;
import io.waybill.checker.anomaly.Reordered;
import io.waybill.checker.anomaly.RetriedDuplicate;
import io.waybill.checker.oracle.Told;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.file.ByteStore;
import io.waybill.history.file.HistoryTail;
import io.waybill.history.file.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnlineCheckerTest {

    static Stream<AnomalyKind> decidable() {
        return Stream.of(
                DuplicateAppend.KIND,
                RetriedDuplicate.KIND,
                DuplicateDelivery.KIND,
                Reordered.KIND,
                AbortedRead.KIND,
                ReadBeforeSend.KIND,
                CorruptRead.KIND,
                NonmonotonicPoll.KIND);
    }

    @ParameterizedTest
    @MethodSource("decidable")
    void what_no_later_event_can_undo_is_confirmed(AnomalyKind kind) {
        Watched watched = new Watched().write(Told.events(kind.example()));

        watched.checker.end();

        assertThat(watched.checker.standing().confirmed()).isEqualTo(Map.of(kind, 1L));
    }

    @Test
    void a_message_that_was_passed_over_is_suspected_and_not_lost_yet() {
        Standing standing =
                new Watched().write(Told.events(LostWrite.KIND.example())).standing();

        assertThat(standing.confirmed()).isEmpty();
        assertThat(standing.suspected()).isEqualTo(new Suspicions(1, 1, 0));
    }

    @Test
    void a_message_that_nobody_came_by_is_merely_unseen() {
        Standing standing = new Watched().write(Told.events("""
                        p1 sends a to orders-0: ok @0
                        p1 sends b to orders-0: ok @1
                        c1 polls orders-0 from 0: @0 a
                        """)).standing();

        assertThat(standing.suspected()).isEqualTo(new Suspicions(1, 0, 0));
    }

    @Test
    void a_suspicion_is_taken_back_when_the_message_is_handed_out_after_all() {
        List<Event> events = Told.events("""
                p1 sends a to orders-0: ok @0
                p1 sends b to orders-0: ok @1
                c1 polls orders-0 from 0: @1 b
                c2 polls orders-0 from 0: @0 a
                """);
        Watched watched = new Watched();

        long before = 0;
        for (Event event : events) {
            watched.write(List.of(event));
            before = Math.max(before, watched.standing().suspected().passedOver());
        }

        assertThat(before).isEqualTo(1);
        assertThat(watched.standing().suspected()).isEqualTo(new Suspicions(0, 0, 0));
    }

    @Test
    void a_message_that_cannot_have_been_sent_is_suspected_until_its_send_is_recorded() {
        Standing standing =
                new Watched().write(Told.events(PhantomRead.KIND.example())).standing();

        assertThat(standing.confirmed()).isEmpty();
        assertThat(standing.suspected().unannounced()).isEqualTo(1);
    }

    @Test
    void a_message_that_is_handed_out_before_its_send_is_recorded_is_not_suspected() {
        Watched watched = new Watched()
                .define()
                .write(List.of(new Event.Reservation(0, 0, 10, 1)))
                .write(List.of(delivery(0, 0, 20)));

        Suspicions early = watched.standing().suspected();
        watched.write(List.of(send(0, 0, 10)));

        assertThat(early).isEqualTo(new Suspicions(0, 0, 0));
        assertThat(watched.standing().suspected()).isEqualTo(new Suspicions(0, 0, 0));
    }

    @Test
    void a_step_back_at_the_moment_of_a_seek_that_is_recorded_later_is_none() {
        Watched watched = new Watched()
                .define()
                .write(List.of(send(0, 0, 1), send(1, 1, 2)))
                .write(List.of(delivery(0, 0, 10), delivery(1, 1, 10), delivery(0, 0, 20)))
                .write(List.of(new Event.Positioned(0, 0, 0, Event.PositionReason.SEEK, 20)))
                .write(List.of(delivery(1, 1, 30)));

        watched.checker.end();

        assertThat(watched.standing().confirmed()).isEmpty();
    }

    @Test
    void a_second_place_is_recognized_however_long_ago_the_first_was() {
        Watched watched = new Watched(new OnlineChecker(1 << 10, 1 << 10)).define();
        for (int sequence = 0; sequence < 10_000; sequence++) {
            watched.write(List.of(send(sequence, sequence, sequence), delivery(sequence, sequence, sequence + 5)));
        }

        watched.write(List.of(delivery(17, 10_000, 20_000)));

        EarlyFinding twice = watched.standing().first().get(0);
        assertThat(twice.kind()).isEqualTo(DuplicateAppend.KIND);
        assertThat(twice.message()).isEqualTo(new MessageId(0, 0, 17));
        assertThat(watched.standing().confirmed()).isEqualTo(Map.of(DuplicateAppend.KIND, 1L));
    }

    @Test
    void what_does_not_fit_into_its_memory_is_counted_and_taken_back_all_the_same() {
        Watched watched = new Watched(new OnlineChecker(1 << 10, 1 << 10)).define();
        for (int sequence = 0; sequence < 10_000; sequence++) {
            watched.write(List.of(send(sequence, sequence, sequence)));
        }
        long unseen = watched.standing().suspected().unseen();

        for (int sequence = 0; sequence < 10_000; sequence++) {
            watched.write(List.of(delivery(sequence, sequence, 20_000 + sequence)));
        }

        assertThat(unseen).isEqualTo(10_000);
        assertThat(watched.standing().suspected()).isEqualTo(new Suspicions(0, 0, 0));
        assertThat(watched.standing().confirmed()).isEmpty();
    }

    @Test
    void an_aborted_message_is_confirmed_when_its_abort_is_recorded() {
        Watched watched = new Watched().write(Told.events("""
                        consumer c1: read committed
                        p1 begins t1
                        p1 sends a in t1 to orders-0: ok @0
                        c1 polls orders-0 from 0: @0 a
                        """));

        Map<AnomalyKind, Long> open = watched.standing().confirmed();
        watched.write(List.of(new Event.TransactionEnded(0, false, Outcome.ok(), 1_000, 1_001)));

        assertThat(open).isEmpty();
        assertThat(watched.standing().confirmed()).isEqualTo(Map.of(AbortedRead.KIND, 1L));
    }

    private static Event send(long sequence, long offset, long nanos) {
        return new Event.Send(new MessageId(0, 0, sequence), -1, -1, Outcome.ok(), offset, null, nanos, nanos + 1);
    }

    private static Event delivery(long sequence, long offset, long nanos) {
        return new Event.Delivery(
                0, 0, offset, new MessageId(0, 0, sequence), -1, -1, -1, false, Math.max(0, nanos - 1), nanos);
    }

    /** A history that is written while a checker follows it. */
    private static final class Watched {
        private final OnlineChecker checker;
        private final HistoryWriter writer;
        private final HistoryTail tail;

        Watched() {
            this(new OnlineChecker());
        }

        Watched(OnlineChecker checker) {
            this.checker = checker;
            ByteStore store = ByteStore.inMemory();
            try {
                writer = HistoryWriter.over(store);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            tail = HistoryTail.over(store);
        }

        Watched define() {
            return write(List.of(
                    new Event.PartitionDefined(0, "orders", 0, Event.PartitionKind.LOG),
                    new Event.SessionDefined(0, "p1", true, Event.Acks.ALL, 5, null, 0, 0, 0),
                    new Event.ConsumerDefined(0, "c1", "billing", Event.Isolation.READ_UNCOMMITTED, 0)));
        }

        Watched write(List<Event> events) {
            events.forEach(writer::write);
            writer.flush();
            try {
                tail.advance(checker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        Standing standing() {
            return checker.standing();
        }
    }
}
