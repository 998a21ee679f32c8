package io.waybill.toxiproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.toxiproxy.ToxiproxyServer;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All scenarios on our server. */
final class ScenariosTest {

    private static ToxiproxyServer server;
    private static ToxiproxyServer alone;
    private static Stage stage;

    @BeforeAll
    static void play() throws IOException {
        server = ToxiproxyServer.start(1);
        alone = ToxiproxyServer.start(2);
        stage = new Stage(server.address(), alone.address());
    }

    @AfterAll
    static void close() {
        stage.close();
        server.close();
        alone.close();
    }

    @TestFactory
    Stream<DynamicTest> our_server_does() {
        return Stage.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name(), () -> assertThat(stage.seen(scenario)).isEqualTo(scenario.ours())));
    }
}
