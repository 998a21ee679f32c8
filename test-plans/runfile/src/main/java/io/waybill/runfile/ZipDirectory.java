package io.waybill.runfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directory at the end of a zip, read from an open file. The JDK's own reader does not say where a file lies, and
 * that is what reading it in place needs.
 *
 * <pre>
 *  head, content | head, content | … | directory | (64-bit end, its place) | end
 * </pre>
 *
 * Source: PKWARE's APPNOTE.TXT, 4.3.6 to 4.5.3.
 */
final class ZipDirectory {

    private static final int HEAD = 0x04034b50;
    private static final int HEAD_BYTES = 30;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int END64_PLACE = 0x07064b50;
    private static final int END64_PLACE_BYTES = 20;
    private static final int MOST_COMMENT_BYTES = 0xFFFF;

    /** A run has some files for each configuration and node; this is for hundreds of thousands of them. */
    private static final int MOST_DIRECTORY_BYTES = 64 << 20;

    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int SIZES64 = 1;
    private static final long IN_64_BITS = 0xFFFF_FFFFL;
    private static final int COUNT_IN_64_BITS = 0xFFFF;

    private final Path path;
    private final FileChannel file;
    private final long size;
    private final SortedMap<String, ZipPart> parts = new TreeMap<>();
    private long begin;

    private ZipDirectory(Path path, FileChannel file) throws IOException {
        this.path = path;
        this.file = file;
        this.size = file.size();
    }

    /**
     * Reads a zip's directory.
     *
     * @return the files in it by their names
     * @throws DamagedRunException where it is not whole, or has in it what no run has
     */
    static SortedMap<String, ZipPart> read(Path path, FileChannel file) throws IOException {
        var directory = new ZipDirectory(path, file);
        directory.read();
        return Collections.unmodifiableSortedMap(directory.parts);
    }

    /**
     * Returns where the content of a part begins.
     *
     * @throws DamagedRunException where its head is not there or is another's
     */
    static long contentPosition(Path path, FileChannel file, ZipPart part) throws IOException {
        ByteBuffer head = bytes(file, part.headPosition(), HEAD_BYTES);
        if (head.remaining() < HEAD_BYTES || head.getInt(0) != HEAD) {
            throw new DamagedRunException(path, part.name() + " is not where the zip's directory says it is");
        }
        int nameBytes = Short.toUnsignedInt(head.getShort(26));
        int extraBytes = Short.toUnsignedInt(head.getShort(28));
        ByteBuffer name = bytes(file, part.headPosition() + HEAD_BYTES, nameBytes);
        if (!StandardCharsets.UTF_8.decode(name).toString().equals(part.name())) {
            throw new DamagedRunException(path, part.name() + " has another name in its own head");
        }
        long position = part.headPosition() + HEAD_BYTES + nameBytes + extraBytes;
        if (position + part.packedBytes() > file.size()) {
            throw new DamagedRunException(path, part.name() + " goes on behind the end of the file");
        }
        return position;
    }

    private void read() throws IOException {
        ByteBuffer end = end();
        long count = Short.toUnsignedInt(end.getShort(10));
        long length = Integer.toUnsignedLong(end.getInt(12));
        begin = Integer.toUnsignedLong(end.getInt(16));
        if (count == COUNT_IN_64_BITS || length == IN_64_BITS || begin == IN_64_BITS) {
            ByteBuffer end64 = end64(size - end.remaining());
            count = end64.getLong(32);
            length = end64.getLong(40);
            begin = end64.getLong(48);
        }
        if (length < 0 || length > MOST_DIRECTORY_BYTES || begin < 0 || begin + length > size) {
            throw damaged("its directory of " + length + " bytes at byte " + begin + " cannot be one");
        }
        ByteBuffer directory = bytes(file, begin, (int) length);
        for (long entry = 0; entry < count; entry++) {
            entry(directory);
        }
    }

    /** Looks for the end from behind: a comment may follow it. */
    private ByteBuffer end() throws IOException {
        int length = (int) Math.min(size, END_BYTES + MOST_COMMENT_BYTES);
        ByteBuffer tail = bytes(file, size - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == length) {
                return tail.position(at).slice().order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw damaged("it breaks off: a zip's end is missing, so this is a part of a run file (copy it again)");
    }

    private ByteBuffer end64(long endPosition) throws IOException {
        ByteBuffer place = bytes(file, Math.max(0, endPosition - END64_PLACE_BYTES), END64_PLACE_BYTES);
        if (place.remaining() < END64_PLACE_BYTES || place.getInt(0) != END64_PLACE) {
            throw damaged("its end speaks of 64 bits and they are not there");
        }
        long position = place.getLong(8);
        ByteBuffer end =
                position < 0 || position > endPosition ? ByteBuffer.allocate(0) : bytes(file, position, END64_BYTES);
        if (end.remaining() < END64_BYTES || end.getInt(0) != END64) {
            throw damaged("its 64-bit end is not at byte " + position);
        }
        return end;
    }

    private void entry(ByteBuffer directory) {
        if (directory.remaining() < ENTRY_BYTES || directory.getInt(directory.position()) != ENTRY) {
            throw damaged("its directory is damaged");
        }
        ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
        int nameBytes = Short.toUnsignedInt(entry.getShort(28));
        int extraBytes = Short.toUnsignedInt(entry.getShort(30));
        int commentBytes = Short.toUnsignedInt(entry.getShort(32));
        int length = ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
        if (length > entry.remaining()) {
            throw damaged("its directory is damaged");
        }
        String name = StandardCharsets.UTF_8
                .decode(entry.slice(ENTRY_BYTES, nameBytes))
                .toString();
        ByteBuffer extra = entry.slice(ENTRY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
        directory.position(directory.position() + length);
        if (!name.endsWith("/")) {
            add(part(name, entry, extra));
        }
    }

    private ZipPart part(String name, ByteBuffer entry, ByteBuffer extra) {
        refuseName(name);
        int method = Short.toUnsignedInt(entry.getShort(10));
        if ((entry.getShort(8) & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
            throw damaged(name + " is encrypted or packed in a way that no run file is (method " + method + ")");
        }
        ByteBuffer in64Bits = sizes64(extra);
        long bytes = size(entry.getInt(24), in64Bits, name);
        long packed = size(entry.getInt(20), in64Bits, name);
        long position = size(entry.getInt(42), in64Bits, name);
        if (position > begin || packed > begin - position || (method == STORED && packed != bytes)) {
            throw damaged(name + " has a place or a size in the zip's directory that cannot be");
        }
        return new ZipPart(name, method == STORED, entry.getInt(16), packed, bytes, position);
    }

    /** Nothing is ever unpacked by its name; but whoever unpacks it with another tool shall not be harmed either. */
    private void refuseName(String name) {
        boolean leadsOut = name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || ("/" + name + "/").contains("/../")
                || name.chars().anyMatch(Character::isISOControl);
        if (name.isEmpty() || leadsOut) {
            throw damaged("it holds a file named \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\", which would lie outside of it when unpacked: no run file has one, do not unpack it");
        }
    }

    private void add(ZipPart part) {
        if (parts.put(part.name(), part) != null) {
            throw damaged("it holds " + part.name() + " twice, and nobody knows which is meant");
        }
    }

    /** Returns the sizes that did not fit, those that did are left out; empty where all did. */
    private static ByteBuffer sizes64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id == SIZES64) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private long size(int in32Bits, ByteBuffer in64Bits, String name) {
        long value = Integer.toUnsignedLong(in32Bits);
        if (value == IN_64_BITS && in64Bits.remaining() >= Long.BYTES) {
            value = in64Bits.getLong();
        }
        if (value < 0) {
            throw damaged(name + " has a size in the zip's directory that cannot be");
        }
        return value;
    }

    /** Returns the bytes at a position, fewer only at the end of the file. */
    static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    private DamagedRunException damaged(String problem) {
        return new DamagedRunException(path, problem);
    }
}
