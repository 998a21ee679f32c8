package io.waybill.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** The container engine of this machine. May be used by many threads. */
public final class Engine {

    /** What Docker 19.03 has; older ones have not been seen with what we ask for. */
    private static final int LEAST_API = 40;

    private static final long LEAST_DISK_BYTES = 512L << 20;

    /** Testcontainers would wait for a minute and more; a busy engine answers within a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DockerClient client;
    private final String version;
    private final boolean seesOurFiles;

    private Engine(DockerClient client, String version, boolean seesOurFiles) {
        this.client = client;
        this.version = version;
        this.seesOurFiles = seesOurFiles;
    }

    /**
     * Returns the engine that {@code DOCKER_HOST} names, or else that of this machine. Takes no time where there is
     * none, and seconds where one listens and says nothing.
     *
     * @throws EngineUnavailableException where there is none, or it cannot be used
     */
    public static Engine connect() {
        EngineAddress address =
                EngineAddress.find().orElseThrow(() -> new EngineUnavailableException(EngineAddress.noneHere()));
        address.problem().ifPresent(problem -> {
            throw new EngineUnavailableException(problem);
        });
        Ping.problem(address, PATIENCE).ifPresent(why -> {
            throw new EngineUnavailableException(address.silent(why));
        });
        Reaper.endWithThisProcess();
        LocalEngineStrategy.prefer();
        try {
            DockerClient client = DockerClientFactory.instance().client();
            Version version = client.versionCmd().exec();
            String name = "Docker " + version.getVersion() + " (API " + version.getApiVersion() + ")";
            apiProblem(name, version.getApiVersion()).ifPresent(problem -> {
                throw new EngineUnavailableException(problem);
            });
            Info info = client.infoCmd().exec();
            requireDisk(info);
            return new Engine(client, name, address.isSocket() && hasItsFolderHere(info));
        } catch (DockerException | IllegalStateException e) {
            throw new EngineUnavailableException(address.silent(String.valueOf(e.getMessage())), e);
        }
    }

    /** Returns what is wrong with an engine's version of the API; empty where nothing is. */
    static Optional<String> apiProblem(String name, String api) {
        String[] parts = api.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
            return major > 1 || (major == 1 && minor >= LEAST_API)
                    ? Optional.empty()
                    : Optional.of(name + " is too old, its API must be 1." + LEAST_API
                            + " (Docker 19.03) or newer: upgrade it (Debian: apt-get install docker.io)");
        } catch (NumberFormatException e) {
            return Optional.of(name + " does not tell its API's version as 1." + LEAST_API);
        }
    }

    /** The engine's folder can be asked only where it is a folder of this machine. */
    private static void requireDisk(Info info) {
        if (!hasItsFolderHere(info)) {
            return;
        }
        String root = info.getDockerRootDir();
        try {
            long left = Files.getFileStore(Path.of(root)).getUsableSpace();
            if (left < LEAST_DISK_BYTES) {
                throw new EngineUnavailableException("the disk of the container engine, " + root + ", has "
                        + (left >> 20) + " MB left and needs " + (LEAST_DISK_BYTES >> 20)
                        + " MB: remove what it no longer needs (docker system prune)");
            }
        } catch (IOException e) {
            throw new EngineUnavailableException("cannot look at " + root + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasItsFolderHere(Info info) {
        String root = info.getDockerRootDir();
        return root != null && Files.isDirectory(Path.of(root));
    }

    /**
     * Returns whether a folder of this machine is what its containers find under the same name: not where it runs on
     * another machine or in a virtual one.
     */
    public boolean seesOurFiles() {
        return seesOurFiles;
    }

    /** Returns its name and version: {@code Docker 20.10.24 (API 1.41)}. */
    public String version() {
        return version;
    }

    /** Returns whether it has an image. */
    public boolean has(String image) {
        try {
            return client.inspectImageCmd(image).exec().getId() != null;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Removes what harnesses that are gone have left behind, and nothing else. */
    public void sweep() {
        new Remains(client).sweep();
    }

    /** Returns Testcontainers' client of it, for what is not asked here; stays open. */
    public DockerClient client() {
        return client;
    }
}
