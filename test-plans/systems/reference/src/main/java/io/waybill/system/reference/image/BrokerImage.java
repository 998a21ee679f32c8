package io.waybill.system.reference.image;

import io.waybill.environment.clock.ClockLibrary;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.image.ImageRecipe;
import io.waybill.server.process.NodeMain;
import io.waybill.system.reference.node.LocalLayout;
import io.waybill.system.reference.node.NodeFile;
import io.waybill.system.reference.node.NodeJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image of our broker: a container of it is one node. It reads its configuration from
 * {@code /etc/waybill/node.properties} or from the file that the container's command names, which {@code --mutant ID,…}
 * may follow; keeps its data wherever that says, {@code /var/lib/waybill} being the folder that is its own; and says
 * what a node says on stdout.
 */
public final class BrokerImage {

    /** Its name, without a tag. */
    public static final String NAME = "waybill/broker";

    /** Where a node looks for its configuration where its command names no file. */
    public static final String CONFIGURATION = ImageRecipe.CONFIGURATION + "/node.properties";

    /** The usual port of clients; a configuration may name others. */
    private static final int CLIENT_PORT = 9092;

    /** The same for all images of ours, so that they share the layer of Java. */
    static final List<String> MODULES = List.of("java.base", "java.logging", "java.management", "jdk.unsupported");

    /** Where libfaketime is in it, if the machine that builds it has that. */
    public static final String CLOCK_LIBRARY = ImageRecipe.LIBRARIES + "/" + ClockLibrary.NAME;

    private BrokerImage() {}

    /** Returns what is in the image, of the classes of this process. */
    public static ImageRecipe recipe() {
        return new ImageRecipe(
                NAME,
                NodeMain.class.getName(),
                NodeJvm.flags(),
                ImageJars.ofBroker(),
                MODULES,
                ClockLibrary.here().stream().toList(),
                List.of(CONFIGURATION),
                List.of(CLIENT_PORT),
                Optional.of(new LocalTraining("broker", BrokerImage::oneNode)));
    }

    private static List<String> oneNode(LocalProcesses processes) {
        Path folder = processes.directory();
        return List.of(oneNode(processes, folder.resolve("node.properties"), folder.resolve("data"))
                .toString());
    }

    /** Writes the configuration of a cluster of one node, and returns the file. */
    static Path oneNode(LocalProcesses processes, Path file, Path data) {
        var layout = new LocalLayout(List.of(
                new LocalLayout.Ports(processes.reservePort(), processes.reservePort(), processes.reservePort())));
        return NodeFile.write(file, layout.config(1, "single", data, Map.of()));
    }
}
