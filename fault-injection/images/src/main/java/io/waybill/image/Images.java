package io.waybill.image;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes sure that images are there. What they are made of is kept in a folder, so that the next one takes a second and
 * the same one none. May be used by several threads and processes: one builds, the others wait for it.
 */
public final class Images {

    private final Path folder;

    private Images(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the images that are made in a cache of this user.
     *
     * @param cache such as {@code ~/.cache/waybill}; what belongs to images is in {@code images} in it
     */
    public static Images in(Path cache) {
        return new Images(cache.resolve("images"));
    }

    /**
     * Makes sure that an engine has an image; builds it where it has none of these inputs.
     *
     * @throws ImageException when it cannot be built or loaded; the message says what mends it
     * @throws InterruptedException when called off; then nothing but a draft in the cache is left
     */
    public ImageRef ensure(ImageRecipe recipe, Base base, ImageEngine engine) throws InterruptedException {
        long began = System.nanoTime();
        try (ImageCache cache = ImageCache.open(folder)) {
            ImageBuilder builder = ImageBuilder.of(cache, recipe, base);
            Optional<InspectImageResponse> there = engine.find(builder.name());
            if (there.isPresent()) {
                return reference(builder.name(), there.get(), false, began);
            }
            Path tar = cache.folder("draft-image.tar");
            builder.write(tar);
            engine.load(tar);
            Files.delete(tar);
            return reference(
                    builder.name(),
                    engine.find(builder.name())
                            .orElseThrow(() -> new ImageException(
                                    "the engine took " + builder.name() + ", but does not have it: look at its log")),
                    true,
                    began);
        } catch (IOException e) {
            throw new ImageException("cannot build " + recipe.name() + ": " + e.getMessage(), e);
        }
    }

    private static ImageRef reference(String name, InspectImageResponse image, boolean isNew, long began) {
        Long size = image.getSize();
        return new ImageRef(
                name,
                String.valueOf(image.getId()),
                size == null ? 0 : size,
                isNew,
                Duration.ofNanos(System.nanoTime() - began));
    }

    /** Builds an image into a file that {@code docker load} takes; needs no engine. */
    public BuiltImage write(ImageRecipe recipe, Base base, Path tar) throws InterruptedException {
        try (ImageCache cache = ImageCache.open(folder)) {
            return ImageBuilder.of(cache, recipe, base).write(tar);
        }
    }
}
