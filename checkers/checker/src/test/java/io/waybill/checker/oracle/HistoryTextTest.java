package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTextTest {

    @Test
    void lines_take_their_turn_and_overlap_nothing() {
        List<Event> events = HistoryText.parse("""
                p1 sends a to orders-0: ok @0
                p1 sends b to orders-0: info 'no reply'
                """);

        assertThat(events)
                .contains(
                        new Event.Send(new MessageId(0, 0, 0), Event.NONE, Event.NONE, Outcome.ok(), 0, null, 10, 15),
                        new Event.Send(
                                new MessageId(0, 0, 1),
                                Event.NONE,
                                Event.NONE,
                                Outcome.info("no reply"),
                                Event.NO_OFFSET,
                                null,
                                25,
                                30),
                        new Event.Closed(40));
    }

    @Test
    void polling_from_a_position_implies_one_assignment_of_all_that_is_polled() {
        List<Event> events = HistoryText.parse("""
                at 100..110 c1 polls orders-0 from 5: @5 ghost
                c1 polls orders-1 from 0:
                c1 polls orders-0: @6 foreign
                """);

        assertThat(events.stream().filter(Event.Assigned.class::isInstance))
                .containsExactly(new Event.Assigned(0, List.of(0, 1), Event.NONE, 98));
        assertThat(events)
                .contains(
                        new Event.Positioned(0, 0, 5, Event.PositionReason.START, 99),
                        new Event.Positioned(0, 1, 0, Event.PositionReason.START, 119));
    }

    @Test
    void every_statement_of_the_notation_is_read() {
        List<Event> events = HistoryText.parse("""
                # all of it
                session p1: not idempotent, acks 1, in flight 1
                session p2: transactional tx epoch 2
                consumer c1: scope billing, read committed
                queue jobs
                attribute drained: true
                p1 reserves 10 of orders-0
                p2 begins t1
                p2 sends a with key k in t1 from in-0 @3 to orders-0: ok @0
                p2 commits t1: ok
                p2 aborts t2: info 'no reply'
                p1 sends j to jobs: ok
                c1 polls orders-0 from 0: @0 a, @1 p1#7, @2 corrupt, @3 foreign, @4 misplaced
                c1 polls in t3 orders-0: @5 ghost
                c1 polls: nothing
                c1 polls: fail 'no leader'
                c1 polls: info
                c1 receives j from jobs tag 3 again
                c1 acks j tag 3: ok
                c1 requeues j: info 'no reply'
                c2 in group g generation 3 is assigned orders-0
                c2 is assigned orders-0, orders-1 generation 4
                c2 subscribes to orders
                c2 starts orders-0 at 5
                c2 seeks orders-0 to 7
                c2 reaches the end of orders-0 at 9
                c2 is revoked orders-0 generation 4
                c2 commits orders-0 to 5 in t1 generation 3: ok
                c2 reads committed orders-0 to 5
                c2 crashes
                fault f1 kill 'leader of orders-0' hits n1, n2
                fault f1 ends
                fact leader of orders-0: n1 epoch 3
                fact isr of orders-0: n1, n2
                fact high watermark of orders-0: 9
                fact log start of orders-0: 5
                fact n2 truncated orders-0: 5
                fact n1 down
                phase storm
                moment 'leader killed with sends in flight'
                history is torn
                """);

        assertThat(events).noneMatch(Event.Closed.class::isInstance).hasSize(53);
    }

    @Test
    void a_line_that_is_not_understood_is_named() {
        assertThatThrownBy(() -> HistoryText.parse("p1 sends a to orders-0: ok @0\nc1 reads orders-0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: \"c1 reads orders-0\" is no statement");
    }
}
