package io.waybill.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineAddressTest {

    @TempDir
    private Path home;

    @Test
    void the_environment_says_where_the_engine_is() {
        EngineAddress address = EngineAddress.find(Map.of("DOCKER_HOST", "unix:///run/mine.sock"), home)
                .orElseThrow();

        assertThat(address).hasToString("unix:///run/mine.sock");
        assertThat(address.isSocket()).isTrue();
        assertThat(address.problem())
                .hasValue("no container engine listens at /run/mine.sock: start it (systemctl start docker), or correct"
                        + " DOCKER_HOST");
    }

    @Test
    void a_rootless_engine_is_found(@TempDir Path runtime) throws IOException {
        Path socket = Files.createFile(runtime.resolve("docker.sock"));

        var found = EngineAddress.find(Map.of("XDG_RUNTIME_DIR", runtime.toString()), home);

        // Where this machine has the usual one, that comes first.
        assertThat(found)
                .hasValueSatisfying(
                        address -> assertThat(address.uri().getPath()).isIn(socket.toString(), "/var/run/docker.sock"));
    }

    @Test
    void an_engine_of_another_machine_is_refused() {
        assertThat(new EngineAddress(URI.create("tcp://192.0.2.7:2375")).problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("is not on this machine").endsWith("unset DOCKER_HOST"));
        assertThat(new EngineAddress(URI.create("tcp://127.0.0.1:2375")).problem())
                .isEmpty();
    }

    @Test
    void an_address_that_is_none_is_told() {
        assertThatThrownBy(() -> EngineAddress.find(Map.of("DOCKER_HOST", "my engine"), home))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("DOCKER_HOST must be an address such as unix:///var/run/docker.sock, was my engine");
    }

    @Test
    void an_old_engine_is_refused() {
        assertThat(Engine.apiProblem("Docker 18.09", "1.39"))
                .hasValueSatisfying(
                        problem -> assertThat(problem).startsWith("Docker 18.09 is too old, its API must be 1.40"));
        assertThat(Engine.apiProblem("Docker 19.03", "1.40")).isEmpty();
        assertThat(Engine.apiProblem("Docker 99", "2.0")).isEmpty();
        assertThat(Engine.apiProblem("podman", "four")).isPresent();
    }
}
