package io.waybill.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The layers of an image, what changes least first: a new build of ours shares all but the last ones with the image
 * before it.
 */
final class LayerPlan {

    /** Where a program of ours is in an image, and its working directory: its class path is relative to it. */
    static final String PROGRAM = "/opt/waybill";

    static final String USER = String.valueOf(ImageRecipe.USER_ID);

    /** What all files of an image were changed at; a class archive remembers it of each jar. */
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions OPEN = FilePermissions.fromOctalString("777");
    private static final String ROOT_OWNER = "0:0";
    private static final String USER_OWNER = USER + ":" + USER;

    private LayerPlan() {}

    /** Returns a linked Java and the libraries that it needs. */
    static FileEntriesLayer runtime(JavaRuntime runtime) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
        for (Path file : Digest.filesOf(runtime.folder())) {
            String path = "/" + runtime.folder().relativize(file);
            boolean isExecutable = Files.isExecutable(file) || !path.startsWith(JavaRuntime.HOME);
            add(layer, file, path, isExecutable ? EXECUTABLE : READABLE, ROOT_OWNER);
        }
        return layer.build();
    }

    /** Returns what makes an empty file system one that a program can run in: a user, names, places to write. */
    static FileEntriesLayer system(SystemFiles files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
        add(layer, files.file("passwd"), "/etc/passwd", READABLE, ROOT_OWNER);
        add(layer, files.file("group"), "/etc/group", READABLE, ROOT_OWNER);
        add(layer, files.file("nsswitch.conf"), "/etc/nsswitch.conf", READABLE, ROOT_OWNER);
        add(layer, files.empty(), "/tmp", OPEN, ROOT_OWNER);
        return layer.build();
    }

    /** Returns the folders that a program of ours finds, on any base. */
    static FileEntriesLayer folders(SystemFiles files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("folders");
        add(layer, files.empty(), ImageRecipe.DATA, EXECUTABLE, USER_OWNER);
        add(layer, files.empty(), ImageRecipe.CONFIGURATION, EXECUTABLE, USER_OWNER);
        return layer.build();
    }

    /** Returns files of this machine that a program may be started with. */
    static FileEntriesLayer libraries(List<Path> files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("preloaded");
        for (Path file : files) {
            add(layer, file, ImageRecipe.LIBRARIES + "/" + file.getFileName(), READABLE, ROOT_OWNER);
        }
        return layer.build();
    }

    /** Returns jars by the names that the class path has for them. */
    static FileEntriesLayer jars(String name, List<Path> jars) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (Path jar : jars) {
            add(layer, jar, PROGRAM + "/" + ClassPath.FOLDER + "/" + jar.getFileName(), READABLE, ROOT_OWNER);
        }
        return layer.build();
    }

    /** Returns the archive of parsed classes, which changes with every jar. */
    static FileEntriesLayer archive(Path archive) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("archive");
        add(layer, archive, PROGRAM + "/" + ClassArchive.FILE, READABLE, ROOT_OWNER);
        return layer.build();
    }

    private static void add(
            FileEntriesLayer.Builder layer, Path source, String path, FilePermissions permissions, String owner) {
        layer.addEntry(source, AbsoluteUnixPath.get(path), permissions, TIME, owner);
    }
}
