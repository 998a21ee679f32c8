package io.waybill.image;

import io.waybill.environment.local.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes an archive of parsed classes, which the JVM of an image maps instead of reading jars: half the CPU of a start.
 * It is made on this machine, by the Java of the image, in a folder that looks like the program's in the image, because
 * an archive is only used with the very Java, the very class path and the very times of the jars that it was made with.
 *
 * <p>The JVM of Java 17 does not write the same bytes twice, so the archive is kept: what goes with the same inputs is
 * the same archive for as long as the cache has it.
 */
final class ClassArchive {

    /** Its name in the program's folder. */
    static final String FILE = "classes.jsa";

    private static final Duration DUMPING = Duration.ofMinutes(2);

    private ClassArchive() {}

    /**
     * Returns the archive of an image, from the cache where it has it.
     *
     * @param key of all that it is made from
     * @param runtime the image's Java
     */
    static Path of(
            ImageCache cache,
            String key,
            JavaRuntime runtime,
            ImageRecipe recipe,
            ClassPath classPath,
            Training training)
            throws InterruptedException {
        Path folder = cache.get("classes", key, draft -> {
            stage(classPath, draft);
            Path list = draft.resolve("list");
            Path java = runtime.folder().resolve(JavaRuntime.HOME.substring(1)).resolve("bin/java");
            training.run(command(java, recipe, List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list)), draft);
            Tool.require(
                    command(
                            java,
                            recipe,
                            List.of(
                                    "-Xshare:dump",
                                    "-XX:SharedClassListFile=" + list,
                                    "-XX:SharedArchiveFile=" + FILE)),
                    Map.of(),
                    draft,
                    DUMPING);
            if (!Files.exists(draft.resolve(FILE))) {
                throw new ImageException("the Java of the image wrote no archive of its classes, and did not say why");
            }
            Files.delete(list);
            FileTree.remove(draft.resolve(ClassPath.FOLDER));
        });
        return folder.resolve(FILE);
    }

    private static void stage(ClassPath classPath, Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve(ClassPath.FOLDER));
        for (Path jar : classPath.all()) {
            Path copy = Files.copy(jar, jars.resolve(jar.getFileName()));
            Files.setLastModifiedTime(copy, FileTime.from(LayerPlan.TIME));
        }
    }

    private static List<String> command(Path java, ImageRecipe recipe, List<String> sharing) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(recipe.flags());
        command.addAll(sharing);
        command.addAll(List.of("-cp", ClassPath.argument(recipe), recipe.mainClass()));
        return command;
    }
}
