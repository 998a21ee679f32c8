package io.waybill.image;

import io.waybill.image.content.ElfFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar as it is in an image: its entries in the order of their names, all with the same time, without what
 * serves other systems only.
 */
final class PackedJar {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    private PackedJar() {}

    /**
     * Writes one from a jar or from a folder of classes.
     *
     * @param isNeeded says by an entry's name whether it is in the image
     */
    static void write(Path source, Predicate<String> isNeeded, Path target) throws IOException {
        SortedMap<String, byte[]> entries = entriesOf(source);
        entries.keySet().removeIf(isNeeded.negate());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(entry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        // As local time, because that is what a zip has: the same bytes in every time zone.
        entry.setTimeLocal(TIME);
        return entry;
    }

    /** Returns what is in a jar or in a folder of classes and may serve this system, by name. */
    static SortedMap<String, byte[]> entriesOf(Path source) throws IOException {
        return Files.isDirectory(source) ? ofFolder(source) : ofJar(source);
    }

    private static SortedMap<String, byte[]> ofFolder(Path folder) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (Path file : Digest.filesOf(folder)) {
            add(entries, folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return entries;
    }

    private static SortedMap<String, byte[]> ofJar(Path jar) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (var all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        add(entries, entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return entries;
    }

    private static void add(SortedMap<String, byte[]> entries, String name, byte[] content) {
        if (!isForeign(name, content)) {
            entries.put(name, content);
        }
    }

    /** Returns whether it is a library for another system or another processor. */
    static boolean isForeign(String name, byte[] content) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".dll") || lower.endsWith(".dylib") || lower.endsWith(".jnilib")) {
            return true;
        }
        boolean isLibrary = lower.endsWith(".so") || lower.endsWith(".a");
        return isLibrary && (!ElfFile.is(content) || ElfFile.machineOf(content) != machineOfThisJava());
    }

    private static int machineOfThisJava() {
        return Processor.ofThisJava() == Processor.ARM64 ? AARCH64 : X86_64;
    }
}
