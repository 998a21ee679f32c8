package io.waybill.container;

import java.lang.reflect.Field;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.InvalidConfigurationException;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * How Testcontainers finds an engine that listens at a socket of this machine. Its own way starts a container of an
 * image that may not be there, to find out where ports are published, whenever it believes that it is in a container
 * itself; ours are published on loopback.
 *
 * <p>Public, and with a public constructor, because Testcontainers makes it by its name.
 */
public final class LocalEngineStrategy extends DockerClientProviderStrategy {

    private static final String STRATEGY = "docker.client.strategy";

    private final Optional<EngineAddress> address = EngineAddress.find();

    /** Makes one; asks nobody. */
    public LocalEngineStrategy() {}

    /**
     * Lets Testcontainers try this one before all others, in this process, also where it has found the engine in its
     * own way before. Its file in the user's home stays as it is.
     */
    static void prefer() {
        TestcontainersConfiguration.getInstance()
                .getUserProperties()
                .setProperty(STRATEGY, LocalEngineStrategy.class.getName());
        try {
            Field chosen = DockerClientFactory.class.getDeclaredField("strategy");
            chosen.setAccessible(true);
            if (!(chosen.get(DockerClientFactory.instance()) instanceof LocalEngineStrategy)) {
                chosen.set(DockerClientFactory.instance(), null);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("this version of Testcontainers chooses its engine in another way", e);
        }
    }

    @Override
    public String getDescription() {
        return "an engine at a socket of this machine";
    }

    @Override
    protected boolean isApplicable() {
        return address.filter(EngineAddress::isSocket).isPresent();
    }

    /** Testcontainers takes no other one from its settings; it writes it to its file only where they differ from it. */
    @Override
    protected boolean isPersistable() {
        return true;
    }

    @Override
    public TransportConfig getTransportConfig() throws InvalidConfigurationException {
        EngineAddress found = address.orElseThrow(() -> new InvalidConfigurationException(EngineAddress.noneHere()));
        return TransportConfig.builder().dockerHost(found.uri()).build();
    }

    @Override
    public synchronized String getDockerHostIpAddress() {
        return "localhost";
    }
}
