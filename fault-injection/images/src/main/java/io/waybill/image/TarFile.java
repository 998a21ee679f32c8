package io.waybill.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** What is the same for all images: their format, their time, who made them, and the file that they are written to. */
final class TarFile {

    private TarFile() {}

    /**
     * Writes an image to a file, over what is there.
     *
     * @throws BaseException when what it is built on cannot be had
     */
    static BuiltImage write(ImageCache cache, String name, JibContainerBuilder image, Path tar)
            throws BaseException, IOException, InterruptedException {
        image.setFormat(ImageFormat.Docker)
                .setCreationTime(LayerPlan.TIME)
                .setPlatforms(Set.of(new Platform(Processor.ofThisJava().architecture(), "linux")))
                .addLabel(Labels.IMAGE, name.substring(0, name.lastIndexOf(':')))
                .addLabel(Labels.VERSION, version());
        // Jib writes into what is there.
        Files.deleteIfExists(tar);
        try {
            JibContainer built =
                    image.containerize(Containerizer.to(TarImage.at(tar).named(name))
                            .setApplicationLayersCache(cache.folder(ImageCache.LAYERS))
                            .setBaseImageLayersCache(cache.folder(ImageCache.BASES))
                            .setToolName("waybill")
                            .setToolVersion(version()));
            return new BuiltImage(name, built.getImageId().toString(), tar, Files.size(tar));
        } catch (RegistryException | InvalidImageReferenceException e) {
            throw new BaseException(e);
        } catch (ExecutionException e) {
            throw new BaseException(e.getCause() == null ? e : e.getCause());
        } catch (CacheDirectoryCreationException e) {
            throw new IOException("cannot keep layers: " + e.getMessage(), e);
        }
    }

    private static String version() {
        String version = TarFile.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** What an image is built on cannot be had, or its layers cannot be made. */
    static final class BaseException extends Exception {

        private static final long serialVersionUID = 1L;

        BaseException(Throwable cause) {
            super(
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage().lines().findFirst().orElse(""),
                    cause);
        }
    }
}
