package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import io.waybill.container.Engine;
import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.Images;
import io.waybill.system.Places;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Both servers of proxies in an engine. */
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class ToxiproxyImagesIT {

    private final DockerClient client = Engine.connect().client();
    private final ImageEngine engine = new ImageEngine(client);
    private final Images images = Images.in(Places.ofThisUser().cache());
    private final ImageContainers containers = new ImageContainers(client);

    @AfterEach
    void removeContainers() {
        containers.close();
    }

    @Test
    void shopifys_server_serves_its_api() throws InterruptedException {
        String image = images.ensureToxiproxy(engine).name();
        String id = containers.create(image, List.of(), List.of());

        containers.start(id);

        containers.awaitLog(id, "Starting Toxiproxy HTTP server");
    }

    @Test
    void our_server_serves_its_api_and_ends_in_order() throws InterruptedException {
        String image = images.ensure(EmbeddedToxiproxyImage.recipe(), Base.scratch(), engine)
                .name();
        String id = containers.create(image, List.of(), List.of());

        containers.start(id);
        containers.awaitLog(id, "\"event\":\"ready\",\"api\":\"0.0.0.0:8474\"");
        int exitCode = containers.stop(id);

        assertThat(exitCode).isZero();
    }

    @Test
    void our_server_says_what_is_wrong_with_its_options() throws InterruptedException {
        String image = images.ensure(EmbeddedToxiproxyImage.recipe(), Base.scratch(), engine)
                .name();
        String id = containers.create(image, List.of("-port=none"), List.of());

        containers.start(id);
        int exitCode = containers.awaitEnd(id);

        assertThat(exitCode).isEqualTo(2);
        containers.awaitLog(id, "waybill: -port must be a whole number from 0 to 65535, was none");
    }
}
