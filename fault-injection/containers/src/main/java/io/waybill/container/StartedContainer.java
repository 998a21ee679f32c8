package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** What our containers have in common, whatever Testcontainers' kind of container they are. */
final class StartedContainer {

    private StartedContainer() {}

    /**
     * Gives a container the name and the labels of its cluster, and lets nobody wait for it: it says when it is ready.
     */
    static void prepare(GenericContainer<?> container, Mark mark, String name, List<String> arguments) {
        container.setCommandParts(arguments.toArray(String[]::new));
        container.getLabels().putAll(mark.labels());
        container.withCreateContainerCmdModifier(command -> command.withName(mark.nameOf(name)));
        // Never what only a registry has: whoever asks for a container has seen to its image.
        container.withImagePullPolicy(image -> false);
        container.setStartupCheckStrategy(new Unchecked());
        container.setWaitStrategy(new Unawaited());
    }

    /** Publishes ports on loopback alone, at the same ports at every start; an engine's own choice changes. */
    static void publish(CreateContainerCmd command, Map<Integer, Integer> published) {
        List<PortBinding> bindings = new ArrayList<>();
        List<ExposedPort> exposed = new ArrayList<>();
        published.forEach((here, there) -> {
            exposed.add(ExposedPort.tcp(there));
            bindings.add(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", here), ExposedPort.tcp(there)));
        });
        command.withExposedPorts(exposed);
        var host = command.getHostConfig();
        if (host != null) {
            host.withPortBindings(bindings);
        }
    }

    /** Testcontainers looks once a second, at all containers together. */
    private static final class Unchecked extends StartupCheckStrategy {

        @Override
        public boolean waitUntilStartupSuccessful(DockerClient client, String id) {
            return true;
        }

        @Override
        public StartupStatus checkStartupState(DockerClient client, String id) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    private static final class Unawaited extends AbstractWaitStrategy {

        @Override
        protected void waitUntilReady() {
            // Whoever starts it waits for what it says.
        }
    }
}
