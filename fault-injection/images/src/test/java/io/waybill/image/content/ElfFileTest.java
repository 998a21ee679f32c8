package io.waybill.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A small library made here, and the virtual machine that runs this test.
 *
 * <pre>
 * 0     header, one program header
 * 128   .text        loaded
 * 160   .symtab      its names in .strtab
 * 232   .debug_line
 * 240   .strtab
 * 256   .shstrtab
 * 320   section headers
 * </pre>
 */
final class ElfFileTest {

    private static final int LOADED_END = 160;
    private static final int HEADER_BYTES = 64;
    private static final int SYMBOLS = 2;
    private static final int DYNAMIC_SYMBOLS = 11;
    private static final String NAMES = "\0.text\0.symtab\0.debug_line\0.strtab\0.shstrtab\0";
    private static final int NAME_OF_THE_SECOND_SECTION = 320 + 64;

    @Test
    void symbols_and_what_debuggers_read_are_left_out_and_what_is_loaded_stays() {
        byte[] whole = library(4);

        byte[] stripped = ElfFile.withoutSymbols(whole);

        ByteBuffer file = ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN);
        int headers = (int) file.getLong(40);
        assertThat(stripped).hasSizeLessThan(whole.length);
        assertThat(Arrays.copyOfRange(stripped, 64, LOADED_END)).isEqualTo(Arrays.copyOfRange(whole, 64, LOADED_END));
        assertThat(file.getShort(60)).isEqualTo((short) 3);
        assertThat(file.getShort(62)).isEqualTo((short) 2);
        assertThat(headers + 3 * 64).isEqualTo(stripped.length);
        assertThat(text(stripped, (int) file.getLong(headers + 2 * 64 + 24) + 1))
                .isEqualTo(".text");
        assertThat(ElfFile.withoutSymbols(stripped)).isEqualTo(stripped);
    }

    /** A section that is kept refers to the symbols: who would read it then? */
    @Test
    void symbols_that_something_refers_to_stay() {
        byte[] whole = library(4);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(NAME_OF_THE_SECOND_SECTION + 40, 2);

        assertThat(ElfFile.withoutSymbols(whole)).isSameAs(whole);
    }

    @Test
    void symbols_whose_names_are_also_those_of_sections_stay() {
        byte[] whole = library(5);

        assertThat(ElfFile.withoutSymbols(whole)).isSameAs(whole);
    }

    @Test
    void what_is_no_library_is_not_taken_for_one() {
        byte[] of32Bits = library(4);
        of32Bits[4] = 1;

        assertThat(ElfFile.is(library(4))).isTrue();
        assertThat(ElfFile.is(of32Bits)).isFalse();
        assertThat(ElfFile.is(new byte[] {0x7f, 'E', 'L', 'F'})).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_virtual_machine_of_this_java_keeps_all_that_is_loaded() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib/server/libjvm.so"));

        byte[] stripped = ElfFile.withoutSymbols(whole);

        assertThat(stripped).hasSizeLessThanOrEqualTo(whole.length);
        int loaded = loadedEnd(whole);
        assertThat(loaded).isGreaterThan(1 << 20);
        assertThat(loadedEnd(stripped)).isEqualTo(loaded);
        assertThat(Arrays.mismatch(whole, HEADER_BYTES, loaded, stripped, HEADER_BYTES, loaded))
                .isEqualTo(-1);
        assertThat(typesOfSections(stripped)).contains(DYNAMIC_SYMBOLS).doesNotContain(SYMBOLS);
        assertThat(ElfFile.withoutSymbols(stripped)).isSameAs(stripped);
    }

    /** Returns where the last of what is loaded ends, which the program headers say. */
    private static int loadedEnd(byte[] elf) {
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        long end = 0;
        for (int i = 0; i < file.getShort(56); i++) {
            int header = (int) file.getLong(32) + i * 56;
            end = Math.max(end, file.getLong(header + 8) + file.getLong(header + 32));
        }
        return (int) end;
    }

    private static List<Integer> typesOfSections(byte[] elf) {
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int headers = (int) file.getLong(40);
        return IntStream.range(0, file.getShort(60))
                .mapToObj(section -> file.getInt(headers + section * 64 + 4))
                .toList();
    }

    private static String text(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private static byte[] library(int namesOfSymbols) {
        ByteBuffer file = ByteBuffer.allocate(320 + 6 * 64).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        file.putShort(18, (short) 62)
                .putLong(32, 64)
                .putLong(40, 320)
                .putShort(56, (short) 1)
                .putShort(60, (short) 6)
                .putShort(62, (short) 5);
        file.putInt(64, 1).putLong(64 + 8, 0).putLong(64 + 32, LOADED_END);
        for (int at = 128; at < 256; at++) {
            file.put(at, (byte) at);
        }
        file.put(256, NAMES.getBytes(StandardCharsets.ISO_8859_1));
        section(file, 1, ".text", 1, 2, 128, 32, 0);
        section(file, 2, ".symtab", 2, 0, 160, 72, namesOfSymbols);
        section(file, 3, ".debug_line", 1, 0, 232, 8, 0);
        section(file, 4, ".strtab", 3, 0, 240, 16, 0);
        section(file, 5, ".shstrtab", 3, 0, 256, NAMES.length(), 0);
        return file.array();
    }

    private static void section(
            ByteBuffer file, int number, String name, int type, long flags, long at, long size, int link) {
        int header = 320 + number * 64;
        file.putInt(header, NAMES.indexOf("\0" + name + "\0") + 1)
                .putInt(header + 4, type)
                .putLong(header + 8, flags)
                .putLong(header + 24, at)
                .putLong(header + 32, size)
                .putInt(header + 40, link);
    }
}
