package io.waybill.system.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Verdict;
import io.waybill.container.EngineProbe;
import io.waybill.environment.clock.ClockLibrary;
import io.waybill.fault.ClockFault;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.plan.Plan;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.runner.Tried;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The leader's clock jumps by five minutes while it leads; it dies, and begins anew with the wrong time. */
@Timeout(300)
@EnabledIf("libraryIsHere")
class WrongClocksIT {

    private static final Victim LEADER = Victim.leader("orders", 0);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Pattern TOLD = Pattern.compile("\\{\"at\":\"([^\"]+)\",.*\"event\":\"([A-Za-z]+)\".*");

    @TempDir
    private Path directory;

    /** What a node's log says, in order. */
    private record Told(Instant at, String event) {}

    static boolean libraryIsHere() {
        return ClockLibrary.here().isPresent();
    }

    static boolean libraryAndEngineAreHere() {
        return libraryIsHere() && EngineProbe.answers();
    }

    @Test
    void nothing_is_lost_where_the_clocks_of_processes_are_wrong() throws IOException {
        ConfigurationResult result =
                ShortPlan.run(plan(), directory, List.of()).configurations().get(0);

        assertHeldUnderWrongClocks(result);
    }

    @Test
    @EnabledIf("libraryAndEngineAreHere")
    void nothing_is_lost_where_the_clocks_of_containers_are_wrong() throws IOException {
        Tried tried = new Tried(Optional.of("reference"), List.of(), Optional.empty());
        Plan plan = plan();

        RunResult result = ShortPlan.run(
                plan, directory, places -> Runner.inContainers(plan, places, tried, ProxyServer.EMBEDDED));

        assertHeldUnderWrongClocks(result.configurations().get(0));
    }

    /** The leader is the same in all steps: a combination looks for it once. */
    private static Plan plan() {
        Fault blows = new Fault.Combined(
                "clock jumps, follower dies, leader dies",
                List.of(
                        new Fault.Step(
                                Duration.ZERO, new Fault.OnClock(LEADER, new ClockFault.Jump(AHEAD), lasting(100))),
                        // So that the leader has something to tell while its clock is wrong.
                        new Fault.Step(
                                Duration.ofMillis(500),
                                new Fault.Kill(Victim.follower("orders", 0), lasting(1_500), Fault.Reach.ANY)),
                        new Fault.Step(
                                Duration.ofMillis(3_000), new Fault.Kill(LEADER, lasting(500), Fault.Reach.ANY))));
        return ShortPlan.of(FaultPlan.of(Schedule.at(Duration.ofMillis(200)), blows), ClientLibrary.USUAL);
    }

    private static Span lasting(long millis) {
        return Span.of(Duration.ofMillis(millis));
    }

    private static void assertHeldUnderWrongClocks(ConfigurationResult result) throws IOException {
        assertThat(result.claims())
                .hasSize(ShortPlan.PROMISED.size())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Holds.class));
        assertThat(result.judgement().faults()).hasSize(3);
        // The run is over: what is later than now was told by a clock that is ahead.
        Instant now = Instant.now();
        List<Told> ahead = told(result.history().resolveSibling("logs")).stream()
                .filter(each -> each.at().isAfter(now))
                .toList();
        assertThat(ahead).as("of the process whose clock jumped").anyMatch(each -> !isOfStart(each));
        assertThat(ahead).as("of the next one").anyMatch(WrongClocksIT::isOfStart);
    }

    private static boolean isOfStart(Told told) {
        return told.event().equals("starting");
    }

    private static List<Told> told(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("n\\d\\.jsonl"))
                    .flatMap(WrongClocksIT::lines)
                    .map(TOLD::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> new Told(Instant.parse(matcher.group(1)), matcher.group(2)))
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
