package io.waybill.simulator.disk;

import io.waybill.environment.Randomness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, as its readers see them, and what of them would survive the loss of power.
 *
 * <pre>
 *   0            stable          length
 *   ├── durable ───┼── not synced ──┤            and, after a truncation that is not synced,
 *          cutAt ├── cutOff ──────────────┤      what the disk still has beyond it
 * </pre>
 */
final class StoredFile {
    private static final int FIRST_CAPACITY = 256;
    private static final int TORN_BYTES = 4_096;
    private static final byte[] NOTHING = {};

    private final Queue queue = new Queue();
    private byte[] content = NOTHING;
    private int length;
    private int stable;
    private byte @Nullable [] cutOff;
    private int cutAt;
    private int cutOffDurable;
    private final List<Range> doomed = new ArrayList<>();
    private int misdirections;

    /** Bytes that a failed sync has dropped: readers still see them, a later sync does not save them. */
    private record Range(int from, int to) {}

    /** Returns what operations on it wait in. */
    Queue queue() {
        return queue;
    }

    int length() {
        return length;
    }

    /** Returns how many bytes at the beginning would survive the loss of power, if nothing else breaks. */
    int stable() {
        return stable;
    }

    /** Puts bytes at a position; what lies between the end of the file and it becomes zeros. */
    void write(long position, ByteBuffer bytes) {
        int from = Math.toIntExact(position);
        int end = Math.addExact(from, bytes.remaining());
        reserve(end);
        if (from > length) {
            Arrays.fill(content, length, from, (byte) 0);
        }
        bytes.get(bytes.position(), content, from, bytes.remaining());
        length = Math.max(length, end);
    }

    /** Returns a copy of the bytes from a position on, fewer where the file ends before. */
    ByteBuffer read(long position, int wanted) {
        int from = (int) Math.min(position, length);
        int to = (int) Math.min((long) from + wanted, length);
        return ByteBuffer.wrap(Arrays.copyOfRange(content, from, to));
    }

    /** Shortens it; does nothing where it is not longer. */
    void truncate(long toLength) {
        if (toLength >= length) {
            return;
        }
        int size = (int) toLength;
        if (cutOff == null) {
            cutOff = Arrays.copyOfRange(content, size, length);
            cutOffDurable = Math.max(0, stable - size);
            cutAt = size;
        } else if (size < cutAt) {
            byte[] more = Arrays.copyOf(Arrays.copyOfRange(content, size, cutAt), cutAt - size + cutOff.length);
            System.arraycopy(cutOff, 0, more, cutAt - size, cutOff.length);
            cutOffDurable = cutOffDurable > 0 ? cutOffDurable + cutAt - size : Math.max(0, stable - size);
            cutOff = more;
            cutAt = size;
        }
        shorten(size);
    }

    /** Returns whether a write was to go astray since it was asked last. */
    boolean misdirected(int times) {
        boolean isNew = times > misdirections;
        misdirections = times;
        return isNew;
    }

    /** Puts bytes elsewhere in the file, if there is room, and leaves zeros where they should be. */
    void misdirect(long position, ByteBuffer bytes, Randomness randomness) {
        int before = length;
        write(position, ByteBuffer.allocate(bytes.remaining()));
        if (before > 0) {
            int elsewhere = randomness.nextInt(before);
            int fits = Math.min(bytes.remaining(), before - elsewhere);
            write(elsewhere, bytes.slice(bytes.position(), fits));
        }
    }

    /** Makes everything durable that was not dropped. */
    void sync() {
        stable = length;
        cutOff = null;
    }

    /** Drops what was to be made durable, as a page cache does whose device reports an error. */
    void dropUnsynced() {
        if (stable < length) {
            doomed.add(new Range(stable, length));
        }
    }

    /** Loses what was not durable: all, nothing, or anything between, with a torn end. */
    void losePower(Randomness randomness) {
        int least = stable;
        int most = length;
        if (cutOff != null && randomness.chance(0.5)) {
            // The truncation did not reach the disk.
            least = cutOffDurable > 0 ? cutAt + cutOffDurable : stable;
            most = cutAt + cutOff.length;
            reserve(most);
            System.arraycopy(cutOff, 0, content, cutAt, cutOff.length);
        }
        cutOff = null;
        length = tear(least, most, randomness);
        stable = length;
        for (Range range : doomed) {
            if (range.from < length) {
                Arrays.fill(content, range.from, Math.min(range.to, length), (byte) 0);
            }
        }
        doomed.clear();
    }

    /** Flips one bit of what is durable; there must be some. */
    void flipBit(Randomness randomness) {
        content[randomness.nextInt(stable)] ^= (byte) (1 << randomness.nextInt(Byte.SIZE));
    }

    /** Loses bytes at its end that were durable; there must be some. */
    void loseEnd(Randomness randomness) {
        shorten(stable - 1 - randomness.nextInt(Math.min(stable, TORN_BYTES)));
        cutOff = null;
    }

    private int tear(int least, int most, Randomness randomness) {
        int kept = switch (randomness.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + randomness.nextInt(most - least + 1);
        };
        if (kept == most || randomness.chance(0.5)) {
            return kept;
        }
        int end = kept + 1 + randomness.nextInt(Math.min(TORN_BYTES, most - kept));
        if (randomness.chance(0.5)) {
            Arrays.fill(content, kept, end, (byte) 0);
        } else {
            for (int i = kept; i < end; i++) {
                content[i] = (byte) randomness.nextLong();
            }
        }
        return end;
    }

    private void shorten(int size) {
        length = size;
        stable = Math.min(stable, size);
        doomed.removeIf(range -> range.from >= size);
        doomed.replaceAll(range -> range.to <= size ? range : new Range(range.from, size));
    }

    private void reserve(int bytes) {
        if (bytes > content.length) {
            content = Arrays.copyOf(content, Math.max(bytes, Math.max(FIRST_CAPACITY, 2 * content.length)));
        }
    }
}
