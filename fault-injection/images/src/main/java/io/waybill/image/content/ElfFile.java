package io.waybill.image.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A native program or library of Linux, of 64 bits and with the least significant byte first, as all that images are
 * for.
 *
 * <pre>
 * header | program headers | what is loaded | sections that are not loaded: symbols, their names, … | section headers
 * </pre>
 *
 * <p>After the ELF specification of the System V ABI (gabi 4.2).
 */
public final class ElfFile {

    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int SECTION_HEADER_BYTES = 64;
    private static final int CLASS_AT = 4;
    private static final int BITS_64 = 2;
    private static final int ORDER_AT = 5;
    private static final int LITTLE_ENDIAN = 1;
    private static final int MACHINE_AT = 18;
    private static final int PROGRAMS_AT = 32;
    private static final int SECTIONS_AT = 40;
    private static final int PROGRAM_COUNT_AT = 56;
    private static final int SECTION_COUNT_AT = 60;
    private static final int SECTION_NAMES_AT = 62;
    private static final int ALIGNMENT = 8;

    private final byte[] content;
    private final ByteBuffer file;

    private ElfFile(byte[] content) {
        this.content = content;
        this.file = littleEndian(content);
    }

    /** Returns whether some content is that of such a file. */
    public static boolean is(byte[] content) {
        return content.length >= HEADER_BYTES
                && content[0] == 0x7f
                && content[1] == 'E'
                && content[2] == 'L'
                && content[3] == 'F'
                && content[CLASS_AT] == BITS_64
                && content[ORDER_AT] == LITTLE_ENDIAN;
    }

    /** Returns the number of the processor that one is for: 62 is AMD64, 183 is ARM64. */
    public static int machineOf(byte[] elf) {
        return Short.toUnsignedInt(littleEndian(elf).getShort(MACHINE_AT));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * One section's header.
     *
     * @param at where it begins in the file
     */
    private record Section(String name, int type, long flags, long at, long size, int link, int info) {

        private static final int SYMBOLS = 2;
        private static final int NO_BITS = 8;
        private static final int RELOCATIONS_WITH_ADDENDS = 4;
        private static final int RELOCATIONS = 9;
        private static final long LOADED = 0x2;
        private static final long INFO_IS_A_SECTION = 0x40;

        boolean isLoaded() {
            return (flags & LOADED) != 0;
        }

        long end() {
            return type == NO_BITS ? at : at + size;
        }

        /** What debuggers read and the dynamic linker does not; that reads {@code .dynsym}, which is loaded. */
        boolean isForDebuggers() {
            return !isLoaded() && (type == SYMBOLS || name.startsWith(".debug"));
        }

        boolean infoIsASection() {
            return type == RELOCATIONS || type == RELOCATIONS_WITH_ADDENDS || (flags & INFO_IS_A_SECTION) != 0;
        }
    }

    /**
     * Returns a library without the symbols and the tables that only debuggers read, in Java so that it does not depend
     * on what is installed. What is loaded stays byte for byte where it was, so the program is the same; a crash names
     * addresses instead of functions that the library does not export.
     *
     * @param elf the content of a file that {@link #is} one
     * @return the content as it was where there is nothing to leave out, or where something would miss it
     */
    public static byte[] withoutSymbols(byte[] elf) {
        return new ElfFile(elf).withoutSymbols();
    }

    private byte[] withoutSymbols() {
        List<Section> sections = sections();
        int names = Short.toUnsignedInt(file.getShort(SECTION_NAMES_AT));
        boolean[] isLeftOut = new boolean[sections.size()];
        for (int i = 0; i < isLeftOut.length; i++) {
            Section section = sections.get(i);
            if (section.isForDebuggers()) {
                isLeftOut[i] = true;
                if (section.type() == Section.SYMBOLS
                        && !sections.get(section.link()).isLoaded()) {
                    isLeftOut[section.link()] = true;
                }
            }
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < isLeftOut.length; i++) {
            if (!isLeftOut[i]) {
                kept.add(i);
            }
        }
        if (kept.size() == sections.size() || !kept.contains(names) || isMissed(sections, kept)) {
            return content;
        }
        return rewritten(sections, kept, names);
    }

    /** Returns whether a section that is kept refers to one that is not. */
    private static boolean isMissed(List<Section> sections, List<Integer> kept) {
        return kept.stream()
                .map(sections::get)
                .anyMatch(section ->
                        !kept.contains(section.link()) || (section.infoIsASection() && !kept.contains(section.info())));
    }

    private List<Section> sections() {
        int count = Short.toUnsignedInt(file.getShort(SECTION_COUNT_AT));
        int at = Math.toIntExact(file.getLong(SECTIONS_AT));
        List<Section> sections = new ArrayList<>(count);
        if (count == 0) {
            return sections;
        }
        int namesAt = at + Short.toUnsignedInt(file.getShort(SECTION_NAMES_AT)) * SECTION_HEADER_BYTES;
        int texts = Math.toIntExact(file.getLong(namesAt + 24));
        for (int i = 0; i < count; i++) {
            int header = at + i * SECTION_HEADER_BYTES;
            sections.add(new Section(
                    text(texts + file.getInt(header)),
                    file.getInt(header + 4),
                    file.getLong(header + 8),
                    file.getLong(header + 24),
                    file.getLong(header + 32),
                    file.getInt(header + 40),
                    file.getInt(header + 44)));
        }
        return sections;
    }

    private String text(int at) {
        int end = at;
        while (file.get(end) != 0) {
            end++;
        }
        return new String(content, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** Puts what is not loaded behind what is, and the section headers behind that. */
    private byte[] rewritten(List<Section> sections, List<Integer> kept, int names) {
        int loadedEnd = loadedEnd(sections);
        byte[] result = new byte[content.length + kept.size() * (ALIGNMENT + SECTION_HEADER_BYTES)];
        ByteBuffer out = littleEndian(result);
        out.put(content, 0, loadedEnd);
        long[] places = new long[kept.size()];
        for (int i = 0; i < places.length; i++) {
            Section section = sections.get(kept.get(i));
            boolean isBehind = !section.isLoaded() && section.type() != 0 && section.end() > section.at();
            if (isBehind) {
                align(out);
            }
            places[i] = isBehind ? out.position() : section.at();
            if (isBehind) {
                out.put(content, Math.toIntExact(section.at()), Math.toIntExact(section.size()));
            }
        }
        align(out);
        int headers = out.position();
        int from = Math.toIntExact(file.getLong(SECTIONS_AT));
        for (int i = 0; i < places.length; i++) {
            int header = out.position();
            Section section = sections.get(kept.get(i));
            out.put(content, from + kept.get(i) * SECTION_HEADER_BYTES, SECTION_HEADER_BYTES);
            out.putLong(header + 24, places[i]);
            out.putInt(header + 40, kept.indexOf(section.link()));
            if (section.infoIsASection()) {
                out.putInt(header + 44, kept.indexOf(section.info()));
            }
        }
        out.putLong(SECTIONS_AT, headers);
        out.putShort(SECTION_COUNT_AT, (short) kept.size());
        out.putShort(SECTION_NAMES_AT, (short) kept.indexOf(names));
        return Arrays.copyOf(result, out.position());
    }

    private int loadedEnd(List<Section> sections) {
        int programs = Short.toUnsignedInt(file.getShort(PROGRAM_COUNT_AT));
        int at = Math.toIntExact(file.getLong(PROGRAMS_AT));
        long end = Math.max(HEADER_BYTES, at + (long) programs * PROGRAM_HEADER_BYTES);
        for (int i = 0; i < programs; i++) {
            int header = at + i * PROGRAM_HEADER_BYTES;
            end = Math.max(end, file.getLong(header + 8) + file.getLong(header + 32));
        }
        for (Section section : sections) {
            if (section.isLoaded()) {
                end = Math.max(end, section.end());
            }
        }
        return Math.toIntExact(end);
    }

    private static void align(ByteBuffer out) {
        out.position((out.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
}
