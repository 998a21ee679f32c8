package io.waybill.runfile;

import io.waybill.history.file.ReadStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A run in its file. */
final class PackedRun implements KeptRun {

    private final Path path;
    private final FileChannel file;
    private final SortedMap<String, ZipPart> parts;

    private PackedRun(Path path, FileChannel file, SortedMap<String, ZipPart> parts) {
        this.path = path;
        this.file = file;
        this.parts = parts;
    }

    static PackedRun open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            PackedRun run = new PackedRun(path, file, ZipDirectory.read(path, file));
            if (!run.has(MANIFEST)) {
                throw new DamagedRunException(
                        path,
                        "it is a zip without " + MANIFEST + ", so it is no run (docs/runs.md says what one holds)");
            }
            return run;
        } catch (DamagedRunException | IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public boolean isPacked() {
        return true;
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(parts.keySet());
    }

    @Override
    public boolean has(String name) {
        return parts.containsKey(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
        ZipPart part = part(name);
        if (part.bytes() > MOST_BYTES_AT_ONCE || part.packedBytes() > MOST_BYTES_AT_ONCE) {
            throw new DamagedRunException(
                    path, name + " has " + part.bytes() + " bytes, at most " + MOST_BYTES_AT_ONCE + " are expected");
        }
        byte[] packed = ZipDirectory.bytes(
                        file, ZipDirectory.contentPosition(path, file, part), (int) part.packedBytes())
                .array();
        byte[] content = part.stored() ? packed : inflated(part, packed);
        CRC32 crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != part.crc()) {
            throw new DamagedRunException(path, name + " is damaged: its checksum is another (copy the file again)");
        }
        return content;
    }

    /** Never makes more of it than the directory says there is. */
    private byte[] inflated(ZipPart part, byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] content = new byte[(int) part.bytes()];
            int length = 0;
            while (length < content.length && !inflater.finished() && !inflater.needsInput()) {
                length += inflater.inflate(content, length, content.length - length);
            }
            // One more byte than there is room for would be one too many; the end itself may need a last step.
            boolean tooLong = inflater.inflate(new byte[1]) > 0;
            if (tooLong || length < content.length) {
                throw new DamagedRunException(
                        path,
                        part.name() + " is " + (tooLong ? "longer" : "shorter") + " than the zip's directory says");
            }
            return content;
        } catch (DataFormatException e) {
            throw new DamagedRunException(path, part.name() + " is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    @Override
    public ReadStore open(String name) throws IOException {
        ZipPart part = part(name);
        if (!part.stored()) {
            throw new DamagedRunException(
                    path,
                    name
                            + " is compressed, and a history is read where it lies: unpack the file and give the"
                            + " directory, or pack it with zip -0");
        }
        return ReadStore.part(file, ZipDirectory.contentPosition(path, file, part), part.bytes());
    }

    private ZipPart part(String name) {
        ZipPart part = parts.get(name);
        if (part == null) {
            throw new DamagedRunException(path, name + " is missing");
        }
        return part;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
