package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SendScheduleTest {

    @Test
    void three_producers_share_a_rate_and_take_turns() {
        List<SendSchedule> schedules = List.of(
                SendSchedule.of(1000, 0, 3, 300), SendSchedule.of(1000, 1, 3, 300), SendSchedule.of(1000, 2, 3, 300));

        List<Long> due = schedules.stream()
                .flatMapToLong(schedule -> LongStream.of(schedule.dueNanos(0), schedule.dueNanos(1)))
                .sorted()
                .boxed()
                .toList();

        assertThat(due).containsExactly(1000L, 3_334_333L, 6_667_666L, 10_001_000L, 13_334_333L, 16_667_666L);
    }

    @Test
    void the_ten_thousandth_message_is_due_when_the_rate_says_so() {
        SendSchedule schedule = SendSchedule.of(0, 0, 1, 1000);

        assertThat(schedule.dueNanos(10_000)).isEqualTo(10_000_000_000L);
    }
}
