package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.container.Engine;
import io.waybill.environment.local.Ports;
import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.Images;
import io.waybill.system.Places;
import io.waybill.toxiproxy.differential.Scenario;
import io.waybill.toxiproxy.differential.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Both servers of proxies as containers, and the same scenarios on both: each toxic, each shape of a partition, open
 * and new connections, and the end of all that. What differs is what the list of scenarios says that differs.
 */
@Timeout(1200)
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class ToxiproxyContainersIT {

    private static final ImageContainers CONTAINERS =
            new ImageContainers(Engine.connect().client());
    private static final List<Stage> STAGES = new ArrayList<>();

    private static Stage ours;
    private static Stage real;

    @BeforeAll
    static void play() throws InterruptedException, IOException {
        Places places = Places.ofThisUser();
        Images images = Images.in(places.cache());
        ImageEngine engine = new ImageEngine(Engine.connect().client());
        String embedded = images.ensure(EmbeddedToxiproxyImage.recipe(), Base.scratch(), engine)
                .name();
        String shopifys = images.ensureToxiproxy(engine).name();
        Ports ports = Ports.under(places.scratch());
        try {
            ours = stage(embedded, ports, "\"event\":\"ready\"");
            real = stage(shopifys, ports, "Starting Toxiproxy HTTP server");
        } finally {
            ports.release();
        }
    }

    private static Stage stage(String image, Ports ports, String ready) {
        Stage stage = new Stage(server(image, ports.reserve(), ready), server(image, ports.reserve(), ready));
        STAGES.add(stage);
        return stage;
    }

    private static InetSocketAddress server(String image, int port, String ready) {
        String id = CONTAINERS.createOnThisNetwork(image, List.of("-host=127.0.0.1", "-port=" + port));
        CONTAINERS.start(id);
        CONTAINERS.awaitLog(id, ready);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @AfterAll
    static void close() {
        STAGES.forEach(Stage::close);
        CONTAINERS.close();
    }

    @TestFactory
    Stream<DynamicTest> our_server_does() {
        return tests(ours, Scenario::ours);
    }

    @TestFactory
    Stream<DynamicTest> the_real_server_does() {
        return tests(real, Scenario::real);
    }

    private static Stream<DynamicTest> tests(Stage stage, Function<Scenario, List<String>> expected) {
        return Stage.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name(), () -> assertThat(stage.seen(scenario)).isEqualTo(expected.apply(scenario))));
    }
}
