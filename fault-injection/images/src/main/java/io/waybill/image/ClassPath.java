package io.waybill.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of an image as files of this machine.
 *
 * @param libraries what others made
 * @param classes what we made
 */
record ClassPath(List<Path> libraries, List<Path> classes) {

    /** Where the jars are, from the program's folder. */
    static final String FOLDER = "lib";

    ClassPath {
        libraries = List.copyOf(libraries);
        classes = List.copyOf(classes);
    }

    /** Returns all jars. */
    List<Path> all() {
        return Stream.concat(libraries.stream(), classes.stream()).toList();
    }

    /** Packs the jars of a recipe, those that the cache does not have. */
    static ClassPath of(ImageCache cache, ImageRecipe recipe) throws InterruptedException {
        List<Path> libraries = new ArrayList<>();
        List<Path> classes = new ArrayList<>();
        for (Jar jar : recipe.jars()) {
            String key =
                    new Digest().text(jar.name()).content(jar.source()).hex().substring(0, 16);
            Path folder = cache.get("jar", key, draft -> pack(jar, draft));
            (jar.isOurs() ? classes : libraries).add(folder.resolve(jar.fileName()));
        }
        return new ClassPath(libraries, classes);
    }

    private static void pack(Jar jar, Path draft) throws IOException {
        Files.createDirectories(draft);
        PackedJar.write(jar.source(), draft.resolve(jar.fileName()));
    }

    /** Returns the value of {@code -cp}, for a program that runs in its folder. */
    static String argument(ImageRecipe recipe) {
        return recipe.jars().stream().map(jar -> FOLDER + "/" + jar.fileName()).collect(Collectors.joining(":"));
    }
}
