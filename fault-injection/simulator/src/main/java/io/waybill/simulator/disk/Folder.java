package io.waybill.simulator.disk;

import io.waybill.environment.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of files, as programs see them, and what of that would survive the loss of power. */
final class Folder {
    private final SortedMap<String, StoredFile> seen = new TreeMap<>();
    private final SortedMap<String, StoredFile> durable = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    /** What was done to the names, and can be done again. */
    private interface Change {
        void apply(SortedMap<String, StoredFile> names);
    }

    List<String> names() {
        return List.copyOf(seen.keySet());
    }

    @Nullable
    StoredFile get(String name) {
        return seen.get(name);
    }

    StoredFile create(String name) {
        var file = new StoredFile();
        change(names -> names.put(name, file));
        return file;
    }

    /** Returns whether there was such a file. */
    boolean rename(String from, String to) {
        if (!seen.containsKey(from)) {
            return false;
        }
        change(names -> {
            StoredFile file = names.remove(from);
            if (file != null) {
                names.put(to, file);
            }
        });
        return true;
    }

    void delete(String name) {
        if (seen.containsKey(name)) {
            change(names -> names.remove(name));
        }
    }

    void sync() {
        unsynced.forEach(change -> change.apply(durable));
        unsynced.clear();
    }

    /** Loses changes that were not synced: all, none, the last ones, or any of them. */
    void losePower(Randomness randomness) {
        int way = randomness.nextInt(4);
        int first = way == 2 ? randomness.nextInt(unsynced.size() + 1) : unsynced.size();
        for (int i = 0; i < first; i++) {
            if (way != 0 && (way != 3 || randomness.chance(0.5))) {
                unsynced.get(i).apply(durable);
            }
        }
        unsynced.clear();
        seen.clear();
        seen.putAll(durable);
        seen.values().forEach(file -> file.losePower(randomness));
    }

    /** Flips a bit of what is durable, if anything is. */
    void flipBit(Randomness randomness) {
        StoredFile file = anyDurable(randomness);
        if (file != null) {
            file.flipBit(randomness);
        }
    }

    /** Takes away the end of a file that was durable, if any is. */
    void loseEnd(Randomness randomness) {
        StoredFile file = anyDurable(randomness);
        if (file != null) {
            file.loseEnd(randomness);
        }
    }

    List<StoredFile> files() {
        return List.copyOf(seen.values());
    }

    /** Returns a file, a large one more likely than a small one; null where none has a durable byte. */
    private @Nullable StoredFile anyDurable(Randomness randomness) {
        long bytes = 0;
        for (StoredFile file : seen.values()) {
            bytes += file.stable();
        }
        if (bytes == 0) {
            return null;
        }
        long at = randomness.nextLong(bytes);
        for (StoredFile file : seen.values()) {
            at -= file.stable();
            if (at < 0) {
                return file;
            }
        }
        throw new IllegalStateException("no file has byte " + at + " of " + bytes);
    }

    private void change(Change change) {
        change.apply(seen);
        unsynced.add(change);
    }
}
