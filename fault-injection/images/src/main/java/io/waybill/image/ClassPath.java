package io.waybill.image;

import io.waybill.image.content.NamedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
        NamedClasses.Reached reached = reached(recipe);
        for (Jar jar : recipe.jars()) {
            Digest key = new Digest().text(jar.name()).content(jar.source());
            if (jar.isTrimmed()) {
                key.texts(reached.classes().stream().sorted().toList());
            }
            Path folder = cache.get(
                    "jar",
                    key.hex().substring(0, 16),
                    draft -> pack(jar, jar.isTrimmed() ? reached::needs : name -> true, draft));
            (jar.isOurs() ? classes : libraries).add(folder.resolve(jar.fileName()));
        }
        return new ClassPath(libraries, classes);
    }

    /** Returns which classes of the jars that are trimmed the others can come to. */
    private static NamedClasses.Reached reached(ImageRecipe recipe) {
        NamedClasses named = new NamedClasses();
        if (recipe.jars().stream().anyMatch(Jar::isTrimmed)) {
            for (Jar jar : recipe.jars()) {
                try {
                    PackedJar.entriesOf(jar.source()).forEach(jar.isTrimmed() ? named::addLibrary : named::addProgram);
                } catch (IOException e) {
                    throw new ImageException("cannot read " + jar.source() + ": " + e.getMessage(), e);
                }
            }
        }
        return named.reached();
    }

    private static void pack(Jar jar, Predicate<String> isNeeded, Path draft) throws IOException {
        Files.createDirectories(draft);
        PackedJar.write(jar.source(), isNeeded, draft.resolve(jar.fileName()));
    }

    /** Returns the value of {@code -cp}, for a program that runs in its folder. */
    static String argument(ImageRecipe recipe) {
        return recipe.jars().stream().map(jar -> FOLDER + "/" + jar.fileName()).collect(Collectors.joining(":"));
    }
}
