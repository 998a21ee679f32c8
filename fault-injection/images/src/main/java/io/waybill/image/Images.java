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
            return ensure(ImageBuilder.of(cache, recipe, base), cache, engine, began);
        }
    }

    /**
     * Makes sure that an engine has Shopify's Toxiproxy: takes what it has, else pulls the published image, else builds
     * one around the server that Go builds.
     *
     * @throws ImageException when none of these works; the message says why each does not, and what mends it
     */
    public ImageRef ensureToxiproxy(ImageEngine engine) throws InterruptedException {
        long began = System.nanoTime();
        Optional<InspectImageResponse> published = engine.find(ToxiproxyBuild.PUBLISHED);
        if (published.isPresent()) {
            return reference(ToxiproxyBuild.PUBLISHED, published.get(), false, began);
        }
        try (ImageCache cache = ImageCache.open(folder)) {
            return ensure(new ToxiproxyBuild(cache), cache, engine, began);
        }
    }

    /**
     * Returns why images from {@link Base#scratch} cannot be built of this process, as far as can be seen at once;
     * empty where nothing is seen.
     */
    public static Optional<String> problem() {
        return JavaRuntime.problem();
    }

    /**
     * Returns why an engine cannot have Shopify's Toxiproxy, as far as can be seen within a second: that it has no
     * image of it, and that neither a pull nor a build has a chance here. Empty where {@link #ensureToxiproxy} is worth
     * trying.
     */
    public Optional<String> toxiproxyProblem(ImageEngine engine) {
        return engine.find(ToxiproxyBuild.PUBLISHED).isPresent()
                        || engine.find(ToxiproxyBuild.NAME).isPresent()
                ? Optional.empty()
                : ToxiproxyBuild.problem(folder);
    }

    private static ImageRef ensure(Build build, ImageCache cache, ImageEngine engine, long began)
            throws InterruptedException {
        Optional<InspectImageResponse> there = engine.find(build.name());
        if (there.isPresent()) {
            return reference(build.name(), there.get(), false, began);
        }
        Path tar = cache.folder(ImageCache.DRAFT + "image.tar");
        build.write(tar);
        engine.load(tar);
        try {
            Files.delete(tar);
        } catch (IOException e) {
            throw new ImageException("cannot remove " + tar + ": " + e.getMessage(), e);
        }
        InspectImageResponse loaded = engine.find(build.name())
                .orElseThrow(() -> new ImageException(
                        "the engine took " + build.name() + ", but does not have it: look at its log"));
        return reference(build.name(), loaded, true, began);
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

    /** Builds an image of Shopify's Toxiproxy into a file that {@code docker load} takes; needs no engine. */
    public BuiltImage writeToxiproxy(Path tar) throws InterruptedException {
        try (ImageCache cache = ImageCache.open(folder)) {
            return new ToxiproxyBuild(cache).write(tar);
        }
    }
}
