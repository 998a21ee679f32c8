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
import io.waybill.plan.Plan;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.runner.Tried;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three nodes in containers that are killed, wiped and cut off by Toxiproxies, Shopify's and our own. */
@Timeout(300)
@EnabledIf("io.waybill.container.EngineProbe#answers")
class ContainedClusterIT {

    private static final Victim LEADER = Victim.leader("orders", 0);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"SHOPIFY, OFFICIAL", "EMBEDDED, REFERENCE"})
    void nothing_is_lost_and_what_was_broken_is_on_record(ProxyServer proxies, ClientLibrary library)
            throws IOException {
        FaultPlan faults = FaultPlan.of(at(200), stall(Shape.oneWayIn(LEADER), 1_000))
                .and(at(1_400), new Fault.Kill(LEADER, Span.of(millis(500)), Fault.Reach.ANY))
                .and(at(2_800), Fault.links(Shape.clientsFrom(LEADER), new LinkFault.Reset(), Span.of(millis(10))))
                .and(at(3_000), stall(Shape.isolate(LEADER), 1_000));

        ConfigurationResult result = run(faults, proxies, library);

        assertThat(result.claims())
                .hasSize(ShortPlan.PROMISED.size())
                .allSatisfy(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Holds.class));
        assertThat(result.judgement().faults()).hasSize(4);
        Path logs = result.history().resolveSibling("logs");
        assertThat(Files.readString(logs.resolve("containers.jsonl"))).contains("\"action\":\"kill\"");
        assertThat(Files.readString(logs.resolve("toxiproxy.jsonl")))
                .contains("\"moment\":\"begun\"", "\"type\":\"bandwidth\"", "\"moment\":\"ended\"");
    }

    private static Schedule at(long millis) {
        return Schedule.at(millis(millis));
    }

    private static Fault stall(Shape shape, long millis) {
        return Fault.links(shape, new LinkFault.Stall(), Span.of(millis(millis)));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private ConfigurationResult run(FaultPlan faults, ProxyServer proxies, ClientLibrary library) {
        Plan plan = ShortPlan.of(faults, library);
        Tried tried = new Tried(Optional.of("reference"), List.of(), Optional.empty());
        RunResult result = ShortPlan.run(plan, directory, places -> Runner.inContainers(plan, places, tried, proxies));
        assertThat(result.start().site().environment()).isEqualTo("containers");
        return result.configurations().get(0);
    }
}
