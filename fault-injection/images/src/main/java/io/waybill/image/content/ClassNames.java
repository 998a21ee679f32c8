package io.waybill.image.content;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class may name: everything in its constant pool that is the name of a class in one of the forms in which class
 * files have them. That is more than the linker asks for: types of signatures, of annotations, and texts, so that
 * {@code Class.forName("…")} finds what it is asked for. What it does not see is a name that is put together while the
 * program runs.
 */
public final class ClassNames {

    /** {@code Lio/waybill/Some;} wherever it stands in a descriptor or a signature. */
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()\\[:*+-]+)");

    private static final int MAGIC = 0xCAFEBABE;

    private ClassNames() {}

    /**
     * Returns the names, with {@code /} as class files have them; and much that is no name of a class.
     *
     * @param classFile the content of a class file
     * @throws IllegalArgumentException when it is none
     */
    public static Set<String> in(byte[] classFile) {
        Set<String> names = new HashSet<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("this is no class file: it does not begin with CAFEBABE");
            }
            in.skipNBytes(4);
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                i += constant(in, names);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a class file ends within its constants", e);
        }
        return names;
    }

    /** Reads one constant (JVMS 17, table 4.4-A), and returns how many numbers it takes beside its own. */
    private static int constant(DataInputStream in, Set<String> names) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1 -> add(in.readUTF(), names);
            case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
            case 15 -> in.skipNBytes(3);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
            case 5, 6 -> {
                in.skipNBytes(8);
                return 1;
            }
            default -> throw new IllegalArgumentException("a class file has a constant of an unknown kind: " + tag);
        }
        return 0;
    }

    private static void add(String text, Set<String> names) {
        names.add(text.replace('.', '/'));
        Matcher descriptor = IN_DESCRIPTOR.matcher(text);
        while (descriptor.find()) {
            names.add(descriptor.group(1));
        }
    }
}
