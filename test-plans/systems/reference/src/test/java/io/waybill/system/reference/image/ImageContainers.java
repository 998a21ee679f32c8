package io.waybill.system.reference.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The containers of a test; none is left when it closes. */
final class ImageContainers implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final DockerClient client;
    private final List<String> ids = new ArrayList<>();

    ImageContainers(DockerClient client) {
        this.client = client;
    }

    String create(String image, List<String> command, List<String> environment) {
        var create = client.createContainerCmd(image).withEnv(environment);
        return created(command.isEmpty() ? create : create.withCmd(command));
    }

    /** Makes one that shares the network of this machine: nothing is between it and whoever connects. */
    String createOnThisNetwork(String image, List<String> command) {
        return created(client.createContainerCmd(image)
                .withCmd(command)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("host")));
    }

    private String created(CreateContainerCmd create) {
        String id = create.exec().getId();
        ids.add(id);
        return id;
    }

    void copy(String id, Path file, String folder) {
        client.copyArchiveToContainerCmd(id)
                .withHostResource(file.toString())
                .withRemotePath(folder)
                .exec();
    }

    void start(String id) {
        client.startContainerCmd(id).exec();
    }

    void awaitLog(String id, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> log(id), log -> log.contains(text));
    }

    private String log(String id) throws InterruptedException {
        var text = new ByteArrayOutputStream();
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        text.writeBytes(frame.getPayload());
                    }
                })
                .awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Asks a container to end, and returns its exit code. */
    int stop(String id) {
        client.stopContainerCmd(id).withTimeout(PATIENCE_SECONDS).exec();
        return awaitEnd(id);
    }

    /** Waits for a container's end, and returns its exit code. */
    int awaitEnd(String id) {
        return client.waitContainerCmd(id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ids.forEach(id -> client.removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
        ids.clear();
    }
}
