package io.waybill.server.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A folder of the file system. */
final class FolderDevice implements Device {

    /** The JDK copies what is on the heap into memory of its own for as long as a write lasts; this bounds it. */
    private static final int MOST_BYTES_AT_ONCE = 1 << 20;

    /** What a node lets the JDK keep of such memory for each thread: more at once would be fetched and zeroed anew. */
    private static final int MOST_BYTES_READ = 1 << 18;

    private final Path folder;

    FolderDevice(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (FileNames.isFit(name)) {
                    names.add(name);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    @Override
    public RawFile open(String name, boolean create) throws IOException {
        Path path = folder.resolve(name);
        return new OpenChannel(
                create ? FileChannel.open(path, READ, WRITE, CREATE) : FileChannel.open(path, READ, WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        syncFolder(folder);
    }

    /** Makes the names in a folder durable: on POSIX a folder can be opened to read, and synced. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private record OpenChannel(FileChannel channel) implements RawFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public long write(List<ByteBuffer> pieces, long position) throws IOException {
            List<ByteBuffer> now = new ArrayList<>();
            int bytes = 0;
            for (ByteBuffer piece : pieces) {
                if (bytes == MOST_BYTES_AT_ONCE) {
                    break;
                }
                int length = Math.min(piece.remaining(), MOST_BYTES_AT_ONCE - bytes);
                now.add(piece.slice(piece.position(), length));
                bytes += length;
            }
            // Only this thread uses the channel, so its position is ours; there is no gathering write at a position.
            channel.position(position);
            long written = channel.write(now.toArray(ByteBuffer[]::new));
            for (int i = 0; i < now.size(); i++) {
                ByteBuffer piece = pieces.get(i);
                piece.position(piece.position() + now.get(i).position());
            }
            return written;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            if (into.remaining() <= MOST_BYTES_READ) {
                return channel.read(into, position);
            }
            int end = into.limit();
            try {
                return channel.read(into.limit(into.position() + MOST_BYTES_READ), position);
            } finally {
                into.limit(end);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            // Not the times: fdatasync writes what is needed to find the bytes again, so the length too.
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
