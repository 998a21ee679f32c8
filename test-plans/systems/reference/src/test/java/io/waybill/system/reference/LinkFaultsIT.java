package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Verdict;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import io.waybill.runner.ConfigurationResult;
import io.waybill.system.ClientLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes whose links are cut in one direction, from the controllers and from their clients. */
@Timeout(300)
class LinkFaultsIT {

    private static final Victim LEADER = Victim.leader("orders", 0);

    @TempDir
    private Path directory;

    @Test
    void links_cut_in_one_direction_lose_nothing_and_leadership_moves() throws IOException {
        FaultPlan faults = FaultPlan.of(at(200), stall(Shape.oneWayIn(LEADER), 1_000))
                .and(at(1_400), stall(Shape.fromControllers(LEADER), 2_000))
                .and(at(3_700), Fault.links(Shape.clientsFrom(LEADER), new LinkFault.Reset(), Span.of(millis(10))))
                .and(at(3_900), stall(Shape.oneWayOut(LEADER), 1_000));

        ConfigurationResult result = run(faults);

        assertThat(result.claims())
                .hasSize(ShortPlan.PROMISED.size())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Holds.class));
        assertThat(result.drained()).isTrue();
        assertThat(result.judgement().faults()).hasSize(4);
        assertThat(Files.readAllLines(result.history().resolveSibling("faults.jsonl")))
                .as("each fault met connections, by the proxies' own account")
                .anyMatch(line -> line.contains("\"fault\":0,\"event\":\"connection-held\""))
                .anyMatch(line -> line.contains("\"fault\":1,\"event\":\"connection-held\""))
                .anyMatch(line -> line.contains("\"fault\":2,\"event\":\"connection-reset\""))
                .anyMatch(line -> line.contains("\"fault\":3,\"event\":\"connection-held\""))
                .noneMatch(line -> line.contains("\"fault\":-1"))
                .noneMatch(line -> line.contains("\"missed\""));
        assertThat(leadersOf(result.history()))
                .as("two leaders, and at least one after them")
                .hasSizeGreaterThan(2);
    }

    private static Schedule at(long millis) {
        return Schedule.at(millis(millis));
    }

    /** Also beside another one: on a busy machine one begins late and has not ended yet. */
    private static Fault stall(Shape shape, long millis) {
        return new Fault.OnLinks(shape, new LinkFault.Stall(), Span.of(millis(millis)), Fault.Reach.ANY);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Returns who led, of both partitions, as often as it was told: once each, and again at each change. */
    private static List<Integer> leadersOf(Path history) throws IOException {
        List<Integer> leaders = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(history)) {
            reader.eachEvent(event -> {
                if (event instanceof Event.BrokerFact fact && fact.kind() == Event.FactKind.LEADER) {
                    leaders.add(fact.node());
                }
            });
        }
        return leaders;
    }

    private ConfigurationResult run(FaultPlan faults) {
        return ShortPlan.run(ShortPlan.of(faults, ClientLibrary.USUAL), directory, List.of())
                .configurations()
                .get(0);
    }
}
