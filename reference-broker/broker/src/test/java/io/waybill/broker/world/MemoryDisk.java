package io.waybill.broker.world;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk of one node. Of every file it knows what is there and what would be there after a crash; of the folder too.
 */
public final class MemoryDisk {

    /** A file's bytes now, how many they are, and how many of them are safe; longer before, where it was shortened. */
    private static final class Content {
        private byte[] bytes = new byte[64];
        private int length;
        private int safeLength;

        static Content of(byte[] bytes) {
            var content = new Content();
            content.append(ByteBuffer.wrap(bytes));
            content.safeLength = content.length;
            return content;
        }

        void append(ByteBuffer more) {
            int needed = length + more.remaining();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
            }
            more.duplicate().get(bytes, length, more.remaining());
            length = needed;
        }

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private TreeMap<String, Content> names = new TreeMap<>();
    private TreeMap<String, Content> safeNames = new TreeMap<>();

    /** Whether a crash may leave a part of what was not synced. */
    public boolean tears = true;

    /** Whether a crash is the end of a process alone: what was written stays. */
    public boolean keepsPower;

    /** Whether it fails to write from now on. */
    public boolean failsToWrite;

    /** Returns the disk as one life of its node sees it. */
    public Disk of(Consumer<Runnable> later) {
        return new Seen(later);
    }

    /** Takes away what was not synced, or a part of it. */
    public void crash(Randomness randomness) {
        if (keepsPower) {
            return;
        }
        var after = new TreeMap<String, Content>();
        // A folder that was not synced may have any of its names as they were.
        for (String name : names.keySet()) {
            if (names.get(name) == safeNames.get(name) || randomness.chance(0.5)) {
                after.put(name, names.get(name));
            }
        }
        for (String name : safeNames.keySet()) {
            if (!after.containsKey(name) && (names.containsKey(name) || randomness.chance(0.5))) {
                after.put(name, safeNames.get(name));
            }
        }
        for (Content content : after.values()) {
            if (content.length > content.safeLength) {
                content.length =
                        tears ? (int) randomness.between(content.safeLength, content.length) : content.safeLength;
            } else if (content.length < content.safeLength && randomness.chance(0.5)) {
                // It was shortened, and the end comes back. Nothing was appended meanwhile.
                content.length = content.safeLength;
            }
            content.safeLength = content.length;
        }
        names = after;
        safeNames = new TreeMap<>(after);
    }

    /** Returns copies of all files. */
    public Map<String, byte[]> files() {
        var copies = new TreeMap<String, byte[]>();
        names.forEach((name, content) -> copies.put(name, content.copy()));
        return copies;
    }

    /** Puts a file there, durable. */
    public void put(String name, byte[] bytes) {
        var content = Content.of(bytes);
        names.put(name, content);
        safeNames.put(name, content);
    }

    /** Changes a byte of a file, for good. */
    public void damage(String name, int position) {
        names.get(name).bytes[position] ^= 1;
    }

    private final class Seen implements Disk {

        private final Consumer<Runnable> later;

        Seen(Consumer<Runnable> later) {
            this.later = later;
        }

        @Override
        public void list(Consumer<List<String>> done, OnFailure failed) {
            later.accept(() -> done.accept(new ArrayList<>(names.keySet())));
        }

        @Override
        public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
            later.accept(() -> done.accept(new Opened(name, names.computeIfAbsent(name, it -> new Content()), later)));
        }

        @Override
        public void rename(String from, String to, Runnable done, OnFailure failed) {
            later.accept(() -> {
                var content = names.remove(from);
                if (content == null) {
                    failed.failed(new DiskFailure(DiskFailure.Kind.NOT_FOUND, "rename", from));
                } else {
                    names.put(to, content);
                    done.run();
                }
            });
        }

        @Override
        public void delete(String name, Runnable done, OnFailure failed) {
            later.accept(() -> {
                names.remove(name);
                done.run();
            });
        }

        @Override
        public void syncDirectory(Runnable done, OnFailure failed) {
            later.accept(() -> {
                safeNames = new TreeMap<>(names);
                done.run();
            });
        }
    }

    /** An open file: its operations complete in order. */
    private final class Opened implements DiskFile {

        private final String name;
        private final Content content;
        private final Consumer<Runnable> later;
        private final ArrayList<Runnable> queue = new ArrayList<>();
        private long size;
        private boolean running;

        Opened(String name, Content content, Consumer<Runnable> later) {
            this.name = name;
            this.content = content;
            this.later = later;
            this.size = content.length;
        }

        private void add(Runnable task) {
            queue.add(task);
            if (!running) {
                running = true;
                later.accept(this::run);
            }
        }

        private void run() {
            var task = queue.remove(0);
            if (queue.isEmpty()) {
                running = false;
            } else {
                later.accept(this::run);
            }
            task.run();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void append(ByteBuffer bytes, Runnable done, Disk.OnFailure failed) {
            size += bytes.remaining();
            add(() -> {
                if (failsToWrite) {
                    failed.failed(new DiskFailure(DiskFailure.Kind.DEVICE, "append", name));
                    return;
                }
                // Shortened and not synced: the disk is taken to have done that much by itself.
                content.safeLength = Math.min(content.safeLength, content.length);
                content.append(bytes);
                done.run();
            });
        }

        @Override
        public void read(long position, int length, Consumer<ByteBuffer> done, Disk.OnFailure failed) {
            add(() -> {
                int from = (int) Math.min(position, content.length);
                int to = Math.min(content.length, from + length);
                done.accept(ByteBuffer.wrap(Arrays.copyOfRange(content.bytes, from, to)));
            });
        }

        @Override
        public void truncate(long newSize, Runnable done, Disk.OnFailure failed) {
            size = newSize;
            add(() -> {
                content.length = Math.min(content.length, (int) newSize);
                done.run();
            });
        }

        @Override
        public void sync(Runnable done, Disk.OnFailure failed) {
            add(() -> {
                content.safeLength = content.length;
                done.run();
            });
        }

        @Override
        public void close() {}
    }
}
