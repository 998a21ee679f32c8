package io.waybill.log;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A disk in memory that completes what it is asked for when it is told to, in an order that a seed decides where the
 * contract leaves it open, and that loses in a crash what the contract lets it lose.
 */
final class MemoryDisk implements Disk {

    private final Randomness random;
    private final Deque<Runnable> folderQueue = new ArrayDeque<>();
    private final List<Handle> handles = new ArrayList<>();
    private final List<UnaryOperator<Map<String, Content>>> folderChanges = new ArrayList<>();
    private Map<String, Content> names = new TreeMap<>();
    private Map<String, Content> durableNames = new TreeMap<>();
    private int life;
    private String failingSync = "";
    private boolean tears = true;

    MemoryDisk(long seed) {
        random = Randomness.ofSeed(seed);
    }

    /** Makes the next sync of a file whose name has this ending fail. */
    void failNextSync(String ending) {
        failingSync = ending;
    }

    /** Lets a crash take pieces only as a whole. */
    void tearNothing() {
        tears = false;
    }

    /** Completes one operation. Returns false where none is waiting. */
    boolean step() {
        int busy = folderQueue.isEmpty() ? 0 : 1;
        for (Handle handle : handles) {
            busy += handle.queue.isEmpty() ? 0 : 1;
        }
        if (busy == 0) {
            return false;
        }
        int chosen = random.nextInt(busy);
        if (!folderQueue.isEmpty() && chosen-- == 0) {
            folderQueue.remove().run();
            return true;
        }
        for (Handle handle : List.copyOf(handles)) {
            if (!handle.queue.isEmpty() && chosen-- == 0) {
                handle.queue.remove().run();
                return true;
            }
        }
        throw new AssertionError("no operation was chosen");
    }

    /** Completes everything, and what follows from it. */
    void run() {
        while (step()) {
            // What was completed may ask for more.
        }
    }

    /** Ends the process and the machine: nothing that waits is done, and what was not durable may be gone. */
    void crash() {
        life++;
        folderQueue.clear();
        handles.clear();
        Map<String, Content> left = new TreeMap<>(durableNames);
        for (UnaryOperator<Map<String, Content>> change : folderChanges) {
            if (random.chance(0.5)) {
                left = change.apply(left);
            }
        }
        folderChanges.clear();
        names = left;
        durableNames = new TreeMap<>(left);
        for (Content content : left.values()) {
            content.crash();
        }
    }

    /** Ends the process alone: nothing that waits is done, but what was done stays. */
    void killProcess() {
        life++;
        folderQueue.clear();
        handles.clear();
    }

    List<String> files() {
        return List.copyOf(names.keySet());
    }

    byte[] bytesOf(String name) {
        return names.get(name).bytes.clone();
    }

    /** Replaces a file behind the log's back, durably. */
    void put(String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.durable = content.bytes;
        names.put(name, content);
        durableNames.put(name, content);
    }

    /** Removes a file behind the log's back, durably. */
    void remove(String name) {
        names.remove(name);
        durableNames.remove(name);
    }

    @Override
    public void list(Consumer<List<String>> done, OnFailure failed) {
        folder(() -> done.accept(files()));
    }

    @Override
    public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
        folder(() -> {
            Content content = names.get(name);
            if (content == null) {
                Content created = new Content();
                content = created;
                change(map -> with(map, name, created));
            }
            Handle handle = new Handle(name, content);
            handles.add(handle);
            done.accept(handle);
        });
    }

    @Override
    public void rename(String from, String to, Runnable done, OnFailure failed) {
        folder(() -> {
            change(map -> {
                Content content = map.get(from);
                if (content == null) {
                    return map;
                }
                Map<String, Content> after = with(map, to, content);
                after.remove(from);
                return after;
            });
            done.run();
        });
    }

    @Override
    public void delete(String name, Runnable done, OnFailure failed) {
        folder(() -> {
            for (Handle handle : handles) {
                if (handle.name.equals(name) && !handle.closed) {
                    throw new AssertionError(name + " is deleted while it is open");
                }
            }
            change(map -> {
                Map<String, Content> after = new TreeMap<>(map);
                after.remove(name);
                return after;
            });
            done.run();
        });
    }

    @Override
    public void syncDirectory(Runnable done, OnFailure failed) {
        folder(() -> {
            durableNames = new TreeMap<>(names);
            folderChanges.clear();
            done.run();
        });
    }

    private void folder(Runnable operation) {
        folderQueue.add(operation);
    }

    private void change(UnaryOperator<Map<String, Content>> change) {
        names = change.apply(names);
        folderChanges.add(change);
    }

    private static Map<String, Content> with(Map<String, Content> map, String name, Content content) {
        Map<String, Content> after = new TreeMap<>(map);
        after.put(name, content);
        return after;
    }

    /** The bytes of a file, whatever its name: as they are, as they are safe, and what was done since. */
    private final class Content {

        private byte[] bytes = new byte[0];
        private byte[] durable = new byte[0];
        private final List<UnaryOperator<byte[]>> changes = new ArrayList<>();
        private final List<int[]> dropped = new ArrayList<>();

        void change(UnaryOperator<byte[]> change) {
            bytes = change.apply(bytes);
            changes.add(change);
            int end = bytes.length;
            dropped.removeIf(range -> range[0] >= end);
            dropped.forEach(range -> range[1] = Math.min(range[1], end));
        }

        void sync() {
            durable = bytes;
            changes.clear();
        }

        /** A failed sync drops what it was to save: readers still see it, a later sync does not bring it back. */
        void drop() {
            if (durable.length < bytes.length) {
                dropped.add(new int[] {durable.length, bytes.length});
            }
        }

        void crash() {
            byte[] left = durable;
            int kept = random.nextInt(changes.size() + 1);
            for (int i = 0; i < kept; i++) {
                left = changes.get(i).apply(left);
            }
            if (tears && kept < changes.size()) {
                byte[] whole = changes.get(kept).apply(left);
                if (whole.length > left.length + 1) {
                    left = torn(whole, left.length);
                }
            }
            bytes = left.clone();
            for (int[] range : dropped) {
                Arrays.fill(bytes, Math.min(range[0], bytes.length), Math.min(range[1], bytes.length), (byte) 0);
            }
            dropped.clear();
            durable = bytes;
            changes.clear();
        }

        private byte[] torn(byte[] whole, int from) {
            int end = from + random.nextInt(whole.length - from);
            byte[] left = Arrays.copyOf(whole, end);
            if (end > from && random.chance(0.3)) {
                Arrays.fill(left, from + random.nextInt(end - from), end, (byte) 0);
            }
            return left;
        }
    }

    private final class Handle implements DiskFile {

        private final String name;
        private final Content content;
        private final Deque<Runnable> queue = new ArrayDeque<>();
        private final int born = life;
        private long size;
        private boolean closed;
        private boolean broken;

        Handle(String name, Content content) {
            this.name = name;
            this.content = content;
            this.size = content.bytes.length;
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
        public void append(ByteBuffer bytes, Runnable done, OnFailure failed) {
            size += bytes.remaining();
            enqueue("append", done, failed, () -> {
                byte[] more = new byte[bytes.remaining()];
                bytes.duplicate().get(more);
                content.change(before -> {
                    byte[] after = Arrays.copyOf(before, before.length + more.length);
                    System.arraycopy(more, 0, after, before.length, more.length);
                    return after;
                });
            });
        }

        @Override
        public void read(long position, int length, Consumer<ByteBuffer> done, OnFailure failed) {
            checkUse();
            queue.add(() -> {
                int from = (int) Math.min(position, content.bytes.length);
                int to = Math.min(from + length, content.bytes.length);
                done.accept(ByteBuffer.wrap(Arrays.copyOfRange(content.bytes, from, to)));
            });
        }

        @Override
        public void truncate(long newSize, Runnable done, OnFailure failed) {
            size = Math.min(size, newSize);
            enqueue(
                    "truncate",
                    done,
                    failed,
                    () -> content.change(before -> Arrays.copyOf(before, (int) Math.min(before.length, newSize))));
        }

        @Override
        public void sync(Runnable done, OnFailure failed) {
            enqueue("sync", done, failed, content::sync);
        }

        @Override
        public void close() {
            checkUse();
            closed = true;
        }

        private void enqueue(String operation, Runnable done, OnFailure failed, Runnable effect) {
            checkUse();
            queue.add(() -> {
                boolean fails = operation.equals("sync") && !failingSync.isEmpty() && name.endsWith(failingSync);
                if (fails) {
                    failingSync = "";
                    content.drop();
                }
                if (fails || broken) {
                    DiskFailure.Kind kind = broken ? DiskFailure.Kind.CLOSED : DiskFailure.Kind.DEVICE;
                    broken = true;
                    failed.failed(new DiskFailure(kind, operation, name));
                } else {
                    effect.run();
                    done.run();
                }
            });
        }

        private void checkUse() {
            if (closed || born != life) {
                throw new AssertionError(name + " is used after it was closed");
            }
        }
    }
}
