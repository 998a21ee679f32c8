package io.waybill.system.reference;

import io.waybill.container.Engine;
import io.waybill.container.EngineUnavailableException;
import io.waybill.fault.Capabilities;
import io.waybill.fault.FaultKind;
import io.waybill.image.Images;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.ConsumerSpec;
import io.waybill.system.NodeReport;
import io.waybill.system.ProducerSpec;
import io.waybill.system.Stage;
import io.waybill.system.SystemUnderTest;
import io.waybill.system.reference.image.ProxyImage;
import io.waybill.toxiproxy.link.ToxiproxyLinkFaults;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Our own broker, a container a node, every link through a Toxiproxy.
 *
 * @param processes the same broker as processes
 * @param proxies the image of the Toxiproxy
 */
record ContainedReference(ReferenceSystem processes, ProxyImage proxies) implements SystemUnderTest {

    @Override
    public String name() {
        return processes.name();
    }

    @Override
    public String environment() {
        return "containers";
    }

    @Override
    public String version() {
        return processes.version();
    }

    @Override
    public List<ClientLibrary> libraries() {
        return processes.libraries();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.wipeableProcesses()
                .and(List.of(FaultKind.SLOW))
                .and(FaultKind.Layer.CLOCK)
                .and(FaultKind.OF_OWN_DISKS)
                .and(ToxiproxyLinkFaults.capabilities().kinds());
    }

    @Override
    public Set<NodeReport.Kind> reports() {
        return processes.reports();
    }

    @Override
    public boolean tellsOfQuorum() {
        return processes.tellsOfQuorum();
    }

    @Override
    public SortedMap<String, String> flaws() {
        return processes.flaws();
    }

    @Override
    public List<String> missing() {
        try {
            Engine.connect();
            return Images.problem().stream().toList();
        } catch (EngineUnavailableException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> missing(Set<FaultKind> kinds, Path scratch) {
        List<String> missing = processes.missing(kinds, scratch);
        boolean sharesFiles = !Collections.disjoint(kinds, FaultKind.OF_OWN_DISKS) || FaultKind.Layer.CLOCK.isIn(kinds);
        return sharesFiles && missing.isEmpty() && !Engine.connect().seesOurFiles()
                ? List.of("power cuts, full disks and wrong clocks need a container engine that sees the files of this"
                        + " machine: use one that runs here, not in a virtual machine, or --env local")
                : missing;
    }

    @Override
    public List<String> problems(ClusterSpec spec) {
        return processes.problems(spec);
    }

    @Override
    public List<String> problems(ProducerSpec producer, ConsumerSpec consumer) {
        return processes.problems(producer, consumer);
    }

    @Override
    public Cluster start(ClusterSpec spec, Stage stage) throws InterruptedException {
        return new ReferenceCluster(spec, stage, name() + " " + version(), capabilities())
                .start(ContainerHome.open(spec.nodes(), stage, proxies));
    }
}
