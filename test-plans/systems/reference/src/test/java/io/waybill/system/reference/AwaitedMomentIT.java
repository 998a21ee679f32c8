package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Verdict;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Partition;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import io.waybill.plan.AwaitedMoment;
import io.waybill.plan.Moment;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.runner.ConfigurationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes of which one is killed when it has become the only replica in sync: about 12 s. */
@Timeout(300)
class AwaitedMomentIT {

    @TempDir
    private Path directory;

    @Test
    void a_leader_is_killed_when_it_is_alone_in_sync_and_loses_nothing() throws IOException {
        String alone =
                AwaitedMoment.in(Moment.LONE_LEADER, new Partition("orders", 0)).name();
        FaultPlan faults = FaultPlan.of(
                        Schedule.at(Duration.ofMillis(200)),
                        Fault.pause(Victim.follower("orders", 0), Span.of(Duration.ofSeconds(4))))
                .and(
                        Schedule.when(alone, Duration.ZERO, Duration.ZERO, 1),
                        new Fault.Kill(Victim.leader("orders", 0), Span.of(Duration.ofSeconds(1)), Fault.Reach.ANY));

        ConfigurationResult result = run(ShortPlan.ofTwoReplicas(
                faults, Pressure.of(Moment.LONE_LEADER, 1, 1), Pressure.of(Moment.LAST_IN_SYNC_REPLICA_KILLED, 1, 1)));

        assertThat(result.moments())
                .allSatisfy(count -> assertThat(count.isEnough()).isTrue());
        assertThat(result.claims())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Holds.class));
        List<Event> events = events(result.history());
        long momentNanos = events.stream()
                .filter(event ->
                        event instanceof Event.MomentHit hit && hit.moment().equals(Moment.LONE_LEADER.sentence()))
                .mapToLong(event -> ((Event.MomentHit) event).timeNanos())
                .findFirst()
                .orElseThrow();
        assertThat(events)
                .filteredOn(event -> event instanceof Event.FaultStarted fault
                        && fault.kind().equals("kill"))
                .singleElement()
                .satisfies(event ->
                        assertThat(((Event.FaultStarted) event).timeNanos()).isGreaterThan(momentNanos));
    }

    private static List<Event> events(Path history) throws IOException {
        List<Event> events = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(history)) {
            reader.eachEvent(events::add);
        }
        return events;
    }

    private ConfigurationResult run(Plan plan) {
        return ShortPlan.run(plan, directory, List.of()).configurations().get(0);
    }
}
