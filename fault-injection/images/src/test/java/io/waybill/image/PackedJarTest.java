package io.waybill.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackedJarTest {

    private static final byte[] X86_LIBRARY = elf(62);
    private static final byte[] ARM_LIBRARY = elf(183);

    private final Path folder;

    PackedJarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_same_entries_are_the_same_bytes_whatever_their_order_and_times() throws IOException {
        byte[] one = {1};
        byte[] two = {2, 2};
        Path first = jar("first.jar", 1_000_000_000_000L, "a/One.class", one, "b/Two.class", two);
        Path second = jar("second.jar", 1_700_000_000_000L, "b/Two.class", two, "a/One.class", one);

        PackedJar.write(first, name -> true, folder.resolve("packed-first.jar"));
        PackedJar.write(second, name -> true, folder.resolve("packed-second.jar"));

        assertThat(folder.resolve("packed-first.jar")).hasSameBinaryContentAs(folder.resolve("packed-second.jar"));
    }

    @Test
    void a_folder_of_classes_becomes_the_jar_that_a_jar_of_them_becomes() throws IOException {
        byte[] one = {1};
        Path jar = jar("some.jar", 1_000_000_000_000L, "a/One.class", one);
        Files.createDirectories(folder.resolve("classes/a"));
        Files.write(folder.resolve("classes/a/One.class"), one);

        PackedJar.write(jar, name -> true, folder.resolve("of-jar.jar"));
        PackedJar.write(folder.resolve("classes"), name -> true, folder.resolve("of-folder.jar"));

        assertThat(folder.resolve("of-folder.jar")).hasSameBinaryContentAs(folder.resolve("of-jar.jar"));
    }

    @Test
    void libraries_of_other_systems_and_processors_are_left_out() throws IOException {
        boolean isArm = Processor.ofThisJava() == Processor.ARM64;
        Path jar = jar(
                "natives.jar",
                1_000_000_000_000L,
                "ours.so",
                isArm ? ARM_LIBRARY : X86_LIBRARY,
                "other.so",
                isArm ? X86_LIBRARY : ARM_LIBRARY,
                "windows.dll",
                new byte[] {'M', 'Z'},
                "mac.dylib",
                new byte[] {1},
                "notes.txt",
                new byte[] {'x'});

        PackedJar.write(jar, name -> true, folder.resolve("packed.jar"));

        try (ZipFile packed = new ZipFile(folder.resolve("packed.jar").toFile())) {
            assertThat(packed.stream().map(ZipEntry::getName)).containsExactly("notes.txt", "ours.so");
        }
    }

    private static byte[] elf(int machine) {
        byte[] header = new byte[64];
        header[0] = 0x7f;
        header[1] = 'E';
        header[2] = 'L';
        header[3] = 'F';
        // Of 64 bits, and with the least significant byte first.
        header[4] = 2;
        header[5] = 1;
        header[18] = (byte) machine;
        return header;
    }

    private Path jar(String name, long millis, Object... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < entries.length; i += 2) {
                ZipEntry entry = new ZipEntry((String) entries[i]);
                entry.setTime(millis);
                out.putNextEntry(entry);
                out.write((byte[]) entries[i + 1]);
                out.closeEntry();
            }
        }
        return jar;
    }
}
