package io.waybill.toxiproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same scenarios on Toxiproxy's own server: what ours is said to do as it does, it does. Skipped where Go cannot
 * build it.
 */
final class DifferentialIT {

    private static RealServer server;
    private static RealServer alone;
    private static Stage stage;

    @BeforeAll
    static void play() throws IOException, InterruptedException {
        try {
            Path binary = RealServer.build();
            server = RealServer.start(binary, "shared");
            alone = RealServer.start(binary, "alone");
        } catch (RealServer.AbsentException e) {
            abort(e.getMessage());
        }
        stage = new Stage(server.address(), alone.address());
    }

    @AfterAll
    static void close() throws IOException {
        if (stage != null) {
            stage.close();
        }
        for (RealServer each : new RealServer[] {server, alone}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> the_real_server_does() {
        return Stage.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name(), () -> assertThat(stage.seen(scenario)).isEqualTo(scenario.real())));
    }
}
