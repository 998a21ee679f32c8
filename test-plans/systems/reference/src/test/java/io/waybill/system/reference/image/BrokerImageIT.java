package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import io.waybill.container.Engine;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageRef;
import io.waybill.image.Images;
import io.waybill.system.Places;
import io.waybill.system.reference.node.NodeJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The image of the broker in an engine: built once, and what a container of it is. */
@EnabledIf("io.waybill.container.EngineProbe#answers")
final class BrokerImageIT {

    private static final long MOST_BYTES = 70_000_000;

    private static DockerClient client;
    private static ImageEngine engine;
    private static ImageRef image;

    private final ImageContainers containers = new ImageContainers(client);

    @BeforeAll
    static void image() throws InterruptedException {
        client = Engine.connect().client();
        engine = new ImageEngine(client);
        image = Images.in(Places.ofThisUser().cache()).ensure(BrokerImage.recipe(), Base.scratch(), engine);
    }

    @AfterEach
    void removeContainers() {
        containers.close();
    }

    @Test
    void an_image_of_the_same_inputs_is_found_and_not_built() throws InterruptedException {
        ImageRef again = Images.in(Places.ofThisUser().cache()).ensure(BrokerImage.recipe(), Base.scratch(), engine);

        assertThat(again.isNew()).isFalse();
        assertThat(again.id()).isEqualTo(image.id());
        assertThat(engine.ours()).extracting(ImageEngine.OurImage::name).contains(image.name());
    }

    @Test
    void it_is_small_and_does_not_run_as_root() {
        InspectImageResponse inspected = client.inspectImageCmd(image.name()).exec();

        assertThat(inspected.getSize()).isLessThan(MOST_BYTES);
        assertThat(inspected.getConfig().getUser()).isEqualTo("10001:10001");
    }

    @Test
    void a_node_serves_and_ends_in_order(@TempDir Path folder) throws InterruptedException {
        String id = containers.create(image.name(), List.of(), List.of());
        containers.copy(id, configuration(folder), "/etc/waybill/");

        containers.start(id);
        containers.awaitLog(id, NodeJvm.READY);
        int exitCode = containers.stop(id);

        assertThat(exitCode).isZero();
    }

    /** A JVM that cannot use its archive says nothing and starts more slowly; with this flag it tells. */
    @Test
    void the_archive_of_classes_is_one_that_its_java_uses() throws InterruptedException {
        String id =
                containers.create(image.name(), List.of(), List.of("JDK_JAVA_OPTIONS=-XX:+PrintSharedArchiveAndExit"));

        containers.start(id);
        containers.awaitLog(id, "archive is valid");
        int exitCode = containers.awaitEnd(id);

        assertThat(exitCode).isZero();
    }

    private static Path configuration(Path folder) {
        try (LocalProcesses processes = LocalProcesses.open(folder, false)) {
            return BrokerImage.oneNode(processes, folder.resolve("node.properties"), Path.of("/var/lib/waybill/data"));
        }
    }
}
