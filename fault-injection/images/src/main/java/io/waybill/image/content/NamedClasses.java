package io.waybill.image.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which classes of some libraries a program can come to: those that its own classes name, those that these name, and so
 * on. A provider of a service is named by the service.
 */
public final class NamedClasses {

    private static final String CLASS = ".class";
    private static final String SERVICES = "META-INF/services/";
    private static final Pattern VERSION = Pattern.compile("^META-INF/versions/\\d+/");

    private final Map<String, Set<String>> namesOf = new HashMap<>();
    private final Set<String> wanted = new HashSet<>();

    /**
     * Adds a file of a library whose classes may be left out.
     *
     * @param name the entry's name in its jar
     */
    public void addLibrary(String name, byte[] content) {
        if (isClass(name)) {
            namesOf.computeIfAbsent(classOf(name), none -> new HashSet<>()).addAll(ClassNames.in(content));
        } else if (name.startsWith(SERVICES)) {
            String service = name.substring(SERVICES.length()).replace('.', '/');
            namesOf.computeIfAbsent(service, none -> new HashSet<>()).addAll(providers(content));
        }
    }

    /** Adds a file of the program itself, or of a library that stays whole. */
    public void addProgram(String name, byte[] content) {
        if (isClass(name)) {
            wanted.addAll(ClassNames.in(content));
        } else if (name.startsWith(SERVICES)) {
            wanted.addAll(providers(content));
        }
    }

    private static Collection<String> providers(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static boolean isClass(String name) {
        return name.endsWith(CLASS);
    }

    /** Returns the class of an entry; all versions of a class are one. */
    private static String classOf(String name) {
        return VERSION.matcher(name.substring(0, name.length() - CLASS.length()))
                .replaceFirst("");
    }

    /** Returns what was found when everything was added. */
    public Reached reached() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            String name = open.pop();
            Set<String> further = namesOf.get(name);
            if (further != null && reached.add(name)) {
                open.addAll(further);
            }
        }
        return new Reached(reached);
    }

    /**
     * The classes that a program can come to.
     *
     * @param classes their names, with {@code /}
     */
    public record Reached(Set<String> classes) {

        public Reached {
            classes = Set.copyOf(classes);
        }

        /** Returns whether a file of a library is needed: a class that is reached, or no class at all. */
        public boolean needs(String name) {
            return !isClass(name) || classes.contains(classOf(name));
        }
    }
}
