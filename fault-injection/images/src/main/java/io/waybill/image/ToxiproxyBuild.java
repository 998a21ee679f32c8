package io.waybill.image;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shopify's Toxiproxy as an image: the published one where it can be pulled, else one from scratch around the server
 * that Go builds of the same release. Both serve the API at port 8474 of all addresses.
 */
final class ToxiproxyBuild implements Build {

    /** The release; also the tag. */
    static final String VERSION = "2.12.0";

    /** Where it is published. */
    static final String PUBLISHED = "ghcr.io/shopify/toxiproxy:" + VERSION;

    /** What it is called when it was built here. */
    static final String NAME = "waybill/toxiproxy:" + VERSION;

    private static final String KIND = "toxiproxy";
    private static final String BUILDER = "go";
    private static final String MODULE = "github.com/Shopify/toxiproxy/v2";
    private static final String SERVER = "/toxiproxy";
    private static final int API_PORT = 8474;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ImageCache cache;

    ToxiproxyBuild(ImageCache cache) {
        this.cache = cache;
    }

    /**
     * Returns why neither a pull nor a build has a chance here, as far as can be seen within a second; empty where one
     * is worth trying.
     *
     * @param folder of the cache
     */
    static Optional<String> problem(Path folder) {
        return ImageCache.has(folder, KIND, VERSION) || Tool.isThere(BUILDER) || Registry.isThere(PUBLISHED)
                ? Optional.empty()
                : Optional.of("this machine finds no registry to pull " + PUBLISHED
                        + " from, and no Go to build its server with");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BuiltImage write(Path tar) throws InterruptedException {
        try {
            return write(Registry.from(PUBLISHED), PUBLISHED, tar);
        } catch (TarFile.BaseException e) {
            return writeLocal("cannot pull " + PUBLISHED + ": " + e.getMessage(), tar);
        } catch (IOException e) {
            throw new ImageException("cannot build " + NAME + ": " + e.getMessage(), e);
        }
    }

    private BuiltImage writeLocal(String whyNotPublished, Path tar) throws InterruptedException {
        try {
            Path server = cache.get(KIND, VERSION, ToxiproxyBuild::install).resolve("server");
            JibContainerBuilder image = Jib.fromScratch()
                    .addFileEntriesLayer(FileEntriesLayer.builder()
                            .setName("toxiproxy")
                            .addEntry(
                                    server,
                                    AbsoluteUnixPath.get(SERVER),
                                    FilePermissions.fromOctalString("755"),
                                    LayerPlan.TIME)
                            .build())
                    .setEntrypoint(SERVER)
                    .setProgramArguments("-host=0.0.0.0")
                    .addExposedPort(Port.tcp(API_PORT));
            return write(image, Base.scratch().toString(), tar);
        } catch (ImageException e) {
            throw new ImageException(
                    whyNotPublished + "; and " + e.getMessage() + ". Any of these mends it: install Go 1.23 or newer;"
                            + " load the published image into the engine by docker load; or do without it, with our own"
                            + " server (--toxiproxy embedded)",
                    e);
        } catch (TarFile.BaseException | IOException e) {
            throw new ImageException("cannot build " + NAME + ": " + e.getMessage(), e);
        }
    }

    private BuiltImage write(JibContainerBuilder image, String base, Path tar)
            throws TarFile.BaseException, IOException, InterruptedException {
        return TarFile.write(cache, NAME, image.addLabel(Labels.BASE, base), tar);
    }

    /** Has Go build the server of the release, without C, so that it runs where there is no C library. */
    private static void install(Path draft) throws IOException, InterruptedException {
        JavaRuntime.requireLinux();
        Files.createDirectories(draft);
        Tool.require(
                List.of(
                        BUILDER,
                        "install",
                        "-trimpath",
                        "-ldflags=-s -w -X " + MODULE + ".Version=" + VERSION,
                        MODULE + "/cmd/server@v" + VERSION),
                Map.of("CGO_ENABLED", "0", "GOBIN", draft.toString()),
                draft,
                PATIENCE);
    }
}
