package io.waybill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The compiled main classes of every module, each with the folder of its module.
 *
 * <p>Read from the modules' build folders and not from the class path, so a module that nobody depends on is judged
 * too.
 */
final class BuiltClasses {
    private final JavaClasses classes;
    private final SortedMap<String, SortedSet<String>> foldersByPackage;
    private final List<String> deterministic;

    private BuiltClasses(
            JavaClasses classes, SortedMap<String, SortedSet<String>> foldersByPackage, List<String> deterministic) {
        this.classes = classes;
        this.foldersByPackage = foldersByPackage;
        this.deterministic = deterministic;
    }

    static BuiltClasses of(Repository repository) {
        var foldersByPackage = new TreeMap<String, SortedSet<String>>();
        var folders = new TreeMap<String, String>();
        for (String module : repository.modules()) {
            if (Files.isDirectory(repository.classesOf(module))) {
                folders.put(repository.classesOf(module).toUri().toString(), module);
            }
        }
        var classes = new ClassFileImporter()
                .importLocations(folders.keySet().stream()
                        .map(URI::create)
                        .map(Location::of)
                        .toList());
        for (JavaClass type : classes) {
            var source = type.getSource().orElseThrow().getUri().toString();
            // The greatest name that is not greater is that of the folder: it is a prefix.
            var module = Objects.requireNonNull(folders.floorEntry(source)).getValue();
            foldersByPackage
                    .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(module);
        }
        var deterministic = repository.modules().stream()
                .filter(repository::mustBeDeterministic)
                .toList();
        return new BuiltClasses(classes, foldersByPackage, deterministic);
    }

    JavaClasses classes() {
        return classes;
    }

    /** Returns the modules that have at least one class, in alphabetical order. */
    SortedSet<String> folders() {
        var all = new TreeSet<String>();
        foldersByPackage.values().forEach(all::addAll);
        return all;
    }

    /** Returns a sentence for each package that two modules share. */
    List<String> splitPackages() {
        return foldersByPackage.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is in " + String.join(" and in ", entry.getValue()))
                .toList();
    }

    /** Matches a class of a module that is {@code folder} or lies in it. */
    DescribedPredicate<JavaClass> in(String folder) {
        return describe("are in " + folder, type -> isIn(folderOf(type), folder));
    }

    /** Matches a class of a module that must do the same in every run of a seed. */
    DescribedPredicate<JavaClass> deterministic() {
        return describe("must be deterministic", type -> deterministic.contains(folderOf(type)));
    }

    /** Matches a class of any module of this project. */
    DescribedPredicate<JavaClass> ours() {
        return describe("are ours", type -> !folderOf(type).isEmpty());
    }

    private String folderOf(JavaClass type) {
        var folders = foldersByPackage.get(type.getBaseComponentType().getPackageName());
        return folders == null ? "" : folders.first();
    }

    private static boolean isIn(String module, String folder) {
        return module.equals(folder) || module.startsWith(folder + "/");
    }
}
