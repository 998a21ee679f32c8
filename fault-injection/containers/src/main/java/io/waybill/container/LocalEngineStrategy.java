package io.waybill.container;

import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.InvalidConfigurationException;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * How Testcontainers finds an engine that listens at a socket of this machine. Its own way starts a container of an
 * image that may not be there, to find out where ports are published, whenever it believes that it is in a container
 * itself; ours are published on loopback. Found by {@link java.util.ServiceLoader}.
 */
public final class LocalEngineStrategy extends DockerClientProviderStrategy {

    /** Before Testcontainers' own ones, of which the first has 100. */
    private static final int PRIORITY = 200;

    private final Optional<EngineAddress> address =
            EngineAddress.find(System.getenv(), Path.of(System.getProperty("user.home", "")));

    /** Makes one; asks nobody. */
    public LocalEngineStrategy() {}

    @Override
    public String getDescription() {
        return "an engine at a socket of this machine";
    }

    @Override
    protected boolean isApplicable() {
        return address.filter(EngineAddress::isSocket).isPresent();
    }

    @Override
    protected int getPriority() {
        return PRIORITY;
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
