package io.waybill.container;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a container engine of this machine listens.
 *
 * @param uri {@code unix:///var/run/docker.sock}
 */
record EngineAddress(URI uri) {

    private static final String VARIABLE = "DOCKER_HOST";
    private static final String START = "systemctl start docker";

    /** Returns the address that this process's environment names, or else the first usual one that is there. */
    static Optional<EngineAddress> find() {
        return find(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static Optional<EngineAddress> find(Map<String, String> environment, Path home) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isBlank()) {
            return Optional.of(new EngineAddress(parse(given.strip())));
        }
        return usual(environment, home).stream()
                .filter(Files::exists)
                .findFirst()
                .map(EngineAddress::of);
    }

    private static URI parse(String given) {
        try {
            return URI.create(given);
        } catch (IllegalArgumentException e) {
            throw new EngineUnavailableException(
                    VARIABLE + " must be an address such as unix:///var/run/docker.sock, was " + given, e);
        }
    }

    static EngineAddress of(Path socket) {
        return new EngineAddress(URI.create("unix://" + socket));
    }

    /** Where Docker, a rootless one and Docker Desktop listen. */
    private static List<Path> usual(Map<String, String> environment, Path home) {
        List<Path> usual = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            usual.add(Path.of(runtime, "docker.sock"));
        }
        usual.add(home.resolve(".docker/run/docker.sock"));
        usual.add(home.resolve(".docker/desktop/docker.sock"));
        return usual;
    }

    /** Returns the sentence for a machine without an engine. */
    static String noneHere() {
        return "there is no container engine on this machine: install and start one (Debian: apt-get install docker.io"
                + " && " + START + "), or set " + VARIABLE;
    }

    boolean isSocket() {
        return "unix".equals(uri.getScheme());
    }

    /** Returns why it cannot be used, as far as can be seen without asking; empty where nothing is seen. */
    Optional<String> problem() {
        if (isSocket()) {
            Path socket = Path.of(uri.getPath());
            if (!Files.exists(socket)) {
                return Optional.of("no container engine listens at " + socket + ": start it (" + START + ")"
                        + ", or correct " + VARIABLE);
            }
            if (!Files.isWritable(socket)) {
                return Optional.of("this user may not use the container engine at " + socket + ": let it (sudo usermod"
                        + " -aG docker $USER) and log in anew");
            }
            return Optional.empty();
        }
        return isHere()
                ? Optional.empty()
                : Optional.of("the container engine at " + uri + " is not on this machine, and what runs in it is"
                        + " published on its own loopback interface only: unset " + VARIABLE);
    }

    private boolean isHere() {
        String host = uri.getHost();
        return host != null && List.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    /** Returns the sentence for an engine that does not answer. */
    String silent(String why) {
        return "the container engine at " + uri + " does not answer: " + why + "; start it (" + START + ")";
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
