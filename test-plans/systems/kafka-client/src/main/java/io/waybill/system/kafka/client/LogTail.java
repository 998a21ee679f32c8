package io.waybill.system.kafka.client;

import io.waybill.system.NodeReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows a log that grows, line by line. A log that cannot be read tells nothing for now. Used by one thread. */
final class LogTail {

    private static final int CHUNK = 64 * 1024;

    private final Path log;
    private final NodeFiles.LogReader reader;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    /** The beginning of a line of which the end is not written yet. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private long position;

    /** Makes one that has read nothing. */
    LogTail(Path log, NodeFiles.LogReader reader) {
        this.log = log;
        this.reader = reader;
    }

    /** Returns what the lines tell that were finished since it was called last. */
    List<NodeReport> next() {
        List<NodeReport> reports = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(log)) {
            while (channel.read(chunk.clear(), position) > 0) {
                position += chunk.position();
                take(chunk.flip(), reports);
            }
        } catch (IOException e) {
            return reports;
        }
        return reports;
    }

    private void take(ByteBuffer bytes, List<NodeReport> reports) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                // A node that was killed may have left half a character behind: Latin-1 reads any byte.
                reader.read(line.toString(StandardCharsets.ISO_8859_1)).ifPresent(reports::add);
                line.reset();
            } else {
                line.write(next);
            }
        }
    }
}
