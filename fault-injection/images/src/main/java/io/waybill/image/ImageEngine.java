package io.waybill.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A container engine as a place for images; the command {@code docker} is not needed. May be used by several threads.
 */
public final class ImageEngine {

    private final DockerClient client;

    /** Makes one of a client, which stays the caller's. */
    public ImageEngine(DockerClient client) {
        this.client = client;
    }

    /** Returns an image of the engine by name or id. */
    Optional<InspectImageResponse> find(String name) {
        try {
            return Optional.of(client.inspectImageCmd(name).exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Gives the engine the images in a file. */
    void load(Path tar) {
        try (InputStream in = Files.newInputStream(tar)) {
            client.loadImageCmd(in).exec();
        } catch (IOException | DockerException e) {
            throw new ImageException("the engine does not take " + tar + ": " + e.getMessage(), e);
        }
    }

    /** Returns the images that carry our label, one for each name, in the order of their names. */
    public List<OurImage> ours() {
        return client.listImagesCmd().withLabelFilter(Labels.IMAGE).exec().stream()
                .flatMap(image -> namesOf(image).stream()
                        .map(name -> new OurImage(
                                name,
                                image.getId(),
                                image.getSize() == null ? 0 : image.getSize(),
                                labelOf(image, Labels.BASE))))
                .sorted(java.util.Comparator.comparing(OurImage::name).thenComparing(OurImage::id))
                .toList();
    }

    /**
     * An image of ours.
     *
     * @param name with its tag; its id where it has none
     * @param base what it was built on; empty for what was not built here
     */
    public record OurImage(String name, String id, long sizeBytes, String base) {}

    private static String labelOf(Image image, String label) {
        return image.labels == null ? "" : image.labels.getOrDefault(label, "");
    }

    private static List<String> namesOf(Image image) {
        String[] tags = image.getRepoTags();
        List<String> names = tags == null
                ? List.of()
                : Arrays.stream(tags).filter(tag -> !tag.startsWith("<none>")).toList();
        return names.isEmpty() ? List.of(image.getId()) : names;
    }

    /**
     * Removes an image of ours.
     *
     * @throws ImageException when a container uses it
     */
    public void remove(OurImage image) {
        try {
            client.removeImageCmd(image.name()).exec();
        } catch (NotFoundException e) {
            // Somebody else was faster.
        } catch (ConflictException e) {
            throw new ImageException(image.name() + " is in use: " + e.getMessage(), e);
        }
    }
}
