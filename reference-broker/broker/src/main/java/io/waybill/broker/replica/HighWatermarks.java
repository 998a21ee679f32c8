package io.waybill.broker.replica;

import io.waybill.broker.watch.DiskFailedException;
import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.Environment;
import io.waybill.log.file.CheckpointFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The high watermarks of all replicas of a broker in one small file that is replaced as a whole: a topic's id, a
 * partition and an offset on each line. It is written now and then, so what it says lies behind. That is harmless: what
 * was committed stays so. What must not happen is that it lies ahead of a log that was truncated, for the log grows
 * again, with records that are not committed. So a truncation first takes it back.
 *
 * <p>A node has one such file, however many loops it has: its first loop writes it, for all.
 *
 * <p>Where the file cannot be read nothing is known, and high watermarks begin at the logs' starts.
 */
final class HighWatermarks implements WatermarkStore {

    private static final String NAME = "high-watermarks";
    private static final int FIELDS = 3;

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::topic).thenComparingInt(Key::partition);

    private final Environment environment;
    private final Ownership own;
    private final CheckpointFile file;
    private final SortedMap<Key, Long> written = none();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable String asked;
    private @Nullable String durable;
    private boolean isRead;

    /** A partition as the file names it. */
    record Key(UUID topic, int partition) {}

    HighWatermarks(Environment environment) {
        this.environment = environment;
        this.own = Ownership.of(environment.shards());
        this.file = new CheckpointFile(environment.disk(), NAME);
    }

    /** Reads what a former life left. */
    void read() {
        CheckpointFile.read(environment.disk(), NAME, this::take, this::failed);
    }

    @Override
    public void whenRead(Runnable then) {
        if (isRead) {
            then.run();
        } else {
            waiting.add(then);
        }
    }

    @Override
    public long of(TopicPartition partition) {
        return written.getOrDefault(key(partition), -1L);
    }

    @Override
    public void write(SortedMap<TopicPartition, Long> now, Runnable done) {
        write(own, now, done);
    }

    /** Writes these down, and forgets all others that a loop owns. */
    void write(Ownership of, SortedMap<TopicPartition, Long> now, Runnable done) {
        written.keySet().removeIf(key -> of.isMine(key.topic, key.partition));
        now.forEach((partition, offset) -> written.put(key(partition), offset));
        write(done);
    }

    @Override
    public void lower(TopicPartition partition, long most, Runnable done) {
        // What is known here to be lower may still be on its way to the disk.
        if (of(partition) > most) {
            written.put(key(partition), most);
        }
        write(done);
    }

    private void write(Runnable done) {
        var lines = new StringBuilder();
        written.forEach((key, offset) -> lines.append(key.topic())
                .append(' ')
                .append(key.partition())
                .append(' ')
                .append(offset.longValue())
                .append('\n'));
        String next = lines.toString();
        if (next.equals(asked) && next.equals(durable)) {
            done.run();
            return;
        }
        asked = next;
        file.write(
                next,
                () -> {
                    durable = next;
                    done.run();
                },
                this::failed);
    }

    private void take(@Nullable List<String> lines) {
        for (String line : lines == null ? List.<String>of() : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length == FIELDS) {
                written.put(
                        new Key(UUID.fromString(fields[0]), Integer.parseInt(fields[1])), Long.parseLong(fields[2]));
            }
        }
        isRead = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    private void failed(DiskFailure failure) {
        environment.crash(new DiskFailedException(failure.toString()));
    }

    /** Returns a copy of all that is written down, of whichever loop's partitions. */
    SortedMap<Key, Long> all() {
        return new TreeMap<>(written);
    }

    /** Returns a map of no partitions. */
    static SortedMap<Key, Long> none() {
        return new TreeMap<>(ORDER);
    }

    static Key key(TopicPartition partition) {
        return new Key(partition.topicId(), partition.partition());
    }
}
