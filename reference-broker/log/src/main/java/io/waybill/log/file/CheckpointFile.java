package io.waybill.log.file;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small text file that is replaced as a whole: after a crash it has its old text or its new one. The text is written
 * beside it, synced, and renamed; its last line is the checksum of the others, so that a changed bit is seen.
 *
 * <p>Of texts that arrive while one is written only the newest is written, and whoever waited for an older one is told
 * when the newest is durable.
 */
public final class CheckpointFile {

    /** The ending of a file that is to take the place of the one without it. */
    static final String DRAFT = ".draft";

    private static final String CRC_LINE = "crc ";

    private final Disk disk;
    private final String name;
    private List<Runnable> waiting = new ArrayList<>();
    private @Nullable String next;
    private boolean writing;

    /** Creates the writer of a file. */
    public CheckpointFile(Disk disk, String name) {
        this.disk = disk;
        this.name = name;
    }

    /** Replaces the text. It has lines, each with its end. */
    public void write(String text, Runnable done, Disk.OnFailure failed) {
        next = text;
        waiting.add(done);
        if (!writing) {
            writeNext(failed);
        }
    }

    private void writeNext(Disk.OnFailure failed) {
        if (next == null) {
            return;
        }
        byte[] bytes = (next + CRC_LINE + checksum(next) + "\n").getBytes(StandardCharsets.UTF_8);
        List<Runnable> served = waiting;
        next = null;
        waiting = new ArrayList<>();
        writing = true;
        replace(
                bytes,
                () -> {
                    writing = false;
                    for (Runnable done : served) {
                        done.run();
                    }
                    if (!writing) {
                        writeNext(failed);
                    }
                },
                failed);
    }

    private void replace(byte[] bytes, Runnable done, Disk.OnFailure failed) {
        DiskFile draft = new OpeningFile(disk, name + DRAFT, () -> {}, failed);
        draft.append(ByteBuffer.wrap(bytes), () -> {}, failed);
        new Steps()
                .then(draft::sync)
                .thenDo(draft::close)
                .then((next, bad) -> disk.rename(name + DRAFT, name, next, bad))
                .then(disk::syncDirectory)
                .run(done, failed);
    }

    /**
     * Gives the lines of a file that exists, without the checksum.
     *
     * @param done is given null where the checksum is wrong
     */
    public static void read(Disk disk, String name, Consumer<@Nullable List<String>> done, Disk.OnFailure failed) {
        disk.open(
                name,
                file -> file.read(
                        0,
                        (int) file.size(),
                        bytes -> {
                            file.close();
                            done.accept(parse(bytes));
                        },
                        failed),
                failed);
    }

    private static @Nullable List<String> parse(ByteBuffer bytes) {
        // A byte is a character here, so that no wrong byte is read as another's replacement.
        String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, last);
        if (!text.substring(last).equals(CRC_LINE + checksum(body) + "\n")) {
            return null;
        }
        return body.isEmpty() ? List.of() : List.of(body.split("\n"));
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(crc.getValue());
    }
}
