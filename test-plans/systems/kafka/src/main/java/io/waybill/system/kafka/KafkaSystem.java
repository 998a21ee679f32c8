package io.waybill.system.kafka;

import io.waybill.environment.local.LocalProcesses;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.NodeReport;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.system.kafka.client.reference.ReferenceConfig;
import io.waybill.toxiproxy.link.LinkServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Apache Kafka, as processes on loopback. */
public final class KafkaSystem implements SystemUnderTest {

    static final String VERSION = "4.4.0";

    /** Which faults its nodes can be given. */
    static final Capabilities CAPABILITIES = Capabilities.wipeableProcesses()
            .and(FaultKind.Layer.LINK)
            .and(FaultKind.Layer.CLOCK)
            .and(FaultKind.OF_OWN_DISKS);

    private final LinkServer links;

    /** Makes the system; does nothing until a cluster is started. */
    public KafkaSystem() {
        this(LinkServer.EMBEDDED);
    }

    private KafkaSystem(LinkServer links) {
        this.links = links;
    }

    /** Returns whether its jars are in the cache already; else its first start fetches them, with Maven. */
    public static boolean isFetched(Path cache) {
        return Files.isDirectory(KafkaInstallation.home(cache));
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public List<ClientLibrary> libraries() {
        return ProcessCluster.LIBRARIES;
    }

    @Override
    public List<String> problems(ClusterSpec spec) {
        return NodeConfig.problems(spec);
    }

    @Override
    public List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        return ReferenceConfig.problems(producer, consumer);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public List<String> missing() {
        return links.missing();
    }

    @Override
    public List<String> missing(Set<FaultKind> kinds, Path scratch) {
        return LocalProcesses.missing(
                !Collections.disjoint(kinds, FaultKind.OF_OWN_DISKS), FaultKind.Layer.CLOCK.isIn(kinds), scratch);
    }

    @Override
    public Optional<SystemUnderTest> throughToxiproxy(String host, int port) {
        return Optional.of(new KafkaSystem(LinkServer.at(host, port)));
    }

    @Override
    public Set<NodeReport.Kind> reports() {
        return EnumSet.allOf(NodeReport.Kind.class);
    }

    @Override
    public boolean tellsOfQuorum() {
        return true;
    }

    @Override
    public Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        return KafkaCluster.start(spec, stage, links);
    }
}
