package io.waybill.system.reference;

import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.settings.BrokerMutant;
import io.waybill.environment.local.LocalProcesses;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.log.settings.LogMutant;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.NodeReport;
import io.waybill.system.ProducerSpec;
import io.waybill.system.ProxyServer;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.kafka.client.ProcessCluster;
import io.waybill.system.kafka.client.reference.ReferenceConfig;
import io.waybill.system.reference.image.ProxyImage;
import io.waybill.toxiproxy.link.LinkServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Our own broker, as processes on loopback. */
public final class ReferenceSystem implements SystemUnderTest {

    static final String NAME = "reference";

    private final LinkServer links;

    /** Makes the system; does nothing until a cluster is started. */
    public ReferenceSystem() {
        this(LinkServer.EMBEDDED);
    }

    private ReferenceSystem(LinkServer links) {
        this.links = links;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return Optional.ofNullable(ReferenceSystem.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public List<ClientLibrary> libraries() {
        return ProcessCluster.LIBRARIES;
    }

    @Override
    public List<String> problems(ClusterSpec spec) {
        return NodeDefaults.problems(spec);
    }

    @Override
    public List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        return ReferenceConfig.problems(producer, consumer);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.wipeableProcesses()
                .and(FaultKind.Layer.LINK)
                .and(FaultKind.Layer.CLOCK)
                .and(FaultKind.OF_OWN_DISKS);
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
    public SortedMap<String, String> flaws() {
        SortedMap<String, String> flaws = new TreeMap<>();
        for (BrokerMutant each : BrokerMutant.values()) {
            flaws.put(each.id(), each.description());
        }
        for (LogMutant each : LogMutant.values()) {
            flaws.put(each.id(), each.description());
        }
        for (MetadataMutant each : MetadataMutant.values()) {
            flaws.put(each.id(), each.description());
        }
        for (QuorumMutant each : QuorumMutant.values()) {
            flaws.put(each.id(), each.description());
        }
        return flaws;
    }

    @Override
    public Optional<SystemUnderTest> inContainers(ProxyServer proxies) {
        return Optional.of(new ContainedReference(this, new ProxyImage(proxies)));
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
        return Optional.of(new ReferenceSystem(LinkServer.at(host, port)));
    }

    @Override
    public Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        String remark = stage.wishes().links() ? links.remark() : "";
        return new ReferenceCluster(spec, stage, NAME + " " + version() + remark, capabilities())
                .start(ProcessHome.open(spec.nodes(), stage, links));
    }
}
