package io.waybill.server.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the files, and which of those in use are open in the system. Names change by one thread at a time, while
 * nobody opens a file by its name; files that are in use keep working, whatever becomes of their names.
 */
final class Folder {

    private final Device device;
    private final int mostOpen;
    private final ReentrantLock books;
    private final ReentrantReadWriteLock naming = new ReentrantReadWriteLock();
    /** Files in use, by their names. */
    private final Map<String, StoredFile> used = new TreeMap<>();
    /** Files that are open in the system; the one that was not used for longest is first. */
    private final Map<StoredFile, Boolean> open = new LinkedHashMap<>(16, 0.75f, true);
    /**
     * All names, once they were read; null where they must be read again. Every log that is opened asks for them, and a
     * folder of thousands of files takes too long to be read for each. Nobody else changes the folder while it is
     * locked. Used by one thread at a time, as names are.
     */
    private @Nullable SortedSet<String> names;

    /**
     * Makes one.
     *
     * @param books guards all that is known of files
     */
    Folder(Device device, int mostOpen, ReentrantLock books) {
        this.device = device;
        this.mostOpen = mostOpen;
        this.books = books;
    }

    List<String> list() throws IOException {
        SortedSet<String> known = names;
        if (known == null) {
            known = new TreeSet<>(device.list());
            names = known;
        }
        return List.copyOf(known);
    }

    /** Does what changes names; where that fails, nobody knows which there are. */
    private void changeNames(Change change, Consumer<SortedSet<String>> changed) throws IOException {
        SortedSet<String> known = names;
        names = null;
        change.run();
        if (known != null) {
            changed.accept(known);
            names = known;
        }
    }

    void sync() throws IOException {
        device.sync();
    }

    /** Returns a file that one more uses now. */
    StoredFile open(String name) throws IOException {
        books.lock();
        try {
            StoredFile known = used.get(name);
            if (known != null) {
                if (known.syncFailed) {
                    throw new IOException("a sync of " + name + " has failed in this life of the node");
                }
                known.handles++;
                return known;
            }
        } finally {
            books.unlock();
        }
        var created = new AtomicReference<Device.RawFile>();
        changeNames(() -> created.set(device.open(name, true)), known -> known.add(name));
        Device.RawFile raw = Objects.requireNonNull(created.get());
        StoredFile file = new StoredFile(name, raw, raw.size());
        file.handles = 1;
        books.lock();
        try {
            used.put(name, file);
            open.put(file, true);
        } finally {
            books.unlock();
        }
        closeSpare();
        return file;
    }

    void rename(String from, String to) throws IOException {
        naming.writeLock().lock();
        try {
            StoredFile replaced = from.equals(to) ? null : keepOpen(to);
            change(
                    to,
                    replaced,
                    () -> changeNames(() -> device.rename(from, to), known -> {
                        known.remove(from);
                        known.add(to);
                    }));
            move(from, to);
        } finally {
            naming.writeLock().unlock();
        }
    }

    void delete(String name) throws IOException {
        naming.writeLock().lock();
        try {
            change(name, keepOpen(name), () -> changeNames(() -> device.delete(name), known -> known.remove(name)));
        } finally {
            naming.writeLock().unlock();
        }
    }

    /** What is done to a name. */
    private interface Change {
        void run() throws IOException;
    }

    /** Does what takes a name away from a file, if one that is in use has it. */
    private void change(String name, @Nullable StoredFile file, Change change) throws IOException {
        boolean isChanged = false;
        try {
            change.run();
            isChanged = true;
        } finally {
            books.lock();
            try {
                if (file != null) {
                    file.nameless = isChanged && used.remove(name, file);
                }
            } finally {
                books.unlock();
            }
        }
    }

    private void move(String from, String to) {
        books.lock();
        try {
            StoredFile moved = used.remove(from);
            if (moved != null) {
                moved.name = to;
                used.put(to, moved);
            }
        } finally {
            books.unlock();
        }
    }

    /**
     * Opens a file that is in use, if it is not, and keeps it so: it is about to lose its name. Returns null where
     * there is none of that name.
     */
    private @Nullable StoredFile keepOpen(String name) throws IOException {
        StoredFile file;
        books.lock();
        try {
            file = used.get(name);
            if (file == null || file.raw != null || (file.handles == 0 && file.isIdle())) {
                return nameless(file);
            }
        } finally {
            books.unlock();
        }
        Device.RawFile raw = device.open(name, false);
        books.lock();
        try {
            if (used.get(name) == file) {
                file.raw = raw;
                open.put(file, true);
                return nameless(file);
            }
        } finally {
            books.unlock();
        }
        // Whoever used it is through with it.
        close(raw);
        return null;
    }

    /** Not to be closed in the system while it is used. */
    private static @Nullable StoredFile nameless(@Nullable StoredFile file) {
        if (file != null) {
            file.nameless = true;
        }
        return file;
    }

    /** Returns a file of the system's for a file in use; called by the one thread that works on it. */
    Device.RawFile raw(StoredFile file) throws IOException {
        naming.readLock().lock();
        try {
            Device.RawFile raw = known(file);
            if (raw != null) {
                return raw;
            }
            raw = device.open(file.name, false);
            books.lock();
            try {
                file.raw = raw;
                open.put(file, true);
            } finally {
                books.unlock();
            }
            return raw;
        } finally {
            naming.readLock().unlock();
            closeSpare();
        }
    }

    private Device.@Nullable RawFile known(StoredFile file) throws IOException {
        books.lock();
        try {
            if (file.raw != null) {
                open.put(file, true);
            } else if (file.nameless) {
                throw new IOException("the file that was " + file.name + " is gone");
            }
            return file.raw;
        } finally {
            books.unlock();
        }
    }

    /** Nobody uses a file any more. Called with the books' lock held; returns what is to be closed without it. */
    Device.@Nullable RawFile forget(StoredFile file) {
        Device.RawFile raw = file.raw;
        file.raw = null;
        open.remove(file);
        if (!file.syncFailed) {
            used.remove(file.name, file);
        }
        return raw;
    }

    /** Returns whether somebody has a file open. Called with the books' lock held. */
    boolean isUsed(String name) {
        StoredFile file = used.get(name);
        return file != null && file.handles > 0;
    }

    /** Returns how many files are open in the system. Called with the books' lock held. */
    int openInSystem() {
        return open.size();
    }

    /** Closes every file in the system. */
    void closeAll() {
        List<Device.RawFile> all;
        books.lock();
        try {
            all = open.keySet().stream()
                    .map(file -> file.raw)
                    .filter(Objects::nonNull)
                    .toList();
            open.clear();
            used.clear();
        } finally {
            books.unlock();
        }
        all.forEach(Folder::close);
    }

    /** Closes files in the system while there are too many: only what can be opened again and loses nothing by it. */
    void closeSpare() {
        List<Device.RawFile> spare = new ArrayList<>();
        books.lock();
        try {
            Iterator<StoredFile> oldest = open.keySet().iterator();
            while (open.size() > mostOpen && oldest.hasNext()) {
                StoredFile file = oldest.next();
                if (file.raw != null && !file.inHand && !file.unsynced && !file.nameless) {
                    spare.add(file.raw);
                    file.raw = null;
                    oldest.remove();
                }
            }
        } finally {
            books.unlock();
        }
        spare.forEach(Folder::close);
    }

    /** Closes a file in the system. What was not synced is not promised, so there is nobody to tell of a failure. */
    static void close(Device.@Nullable RawFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            assert e != null;
        }
    }
}
