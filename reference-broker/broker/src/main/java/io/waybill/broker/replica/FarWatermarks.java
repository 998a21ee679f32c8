package io.waybill.broker.replica;

import io.waybill.broker.watch.TopicPartition;
import io.waybill.environment.Shards;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The high watermarks of a loop that does not write the file itself: there is one for the whole node, and the first
 * loop has it. What this loop asks for stays in order on the way there, so that nothing it has taken back is written
 * down again.
 */
final class FarWatermarks implements WatermarkStore {

    private static final int FIRST = 0;

    private final Shards shards;
    private final Ownership mine;
    private final HighWatermarks file;
    private final List<Runnable> waiting = new ArrayList<>();
    private SortedMap<HighWatermarks.Key, Long> written = HighWatermarks.none();
    private boolean isRead;

    /**
     * Makes them, and asks for what a former life left.
     *
     * @param file belongs to the first loop; used in what is posted there alone
     */
    FarWatermarks(Shards shards, HighWatermarks file) {
        this.shards = shards;
        this.mine = Ownership.of(shards);
        this.file = file;
        int self = shards.self();
        shards.post(
                FIRST,
                () -> file.whenRead(() -> {
                    var found = file.all();
                    shards.post(self, () -> take(found));
                }));
    }

    private void take(SortedMap<HighWatermarks.Key, Long> found) {
        written = found;
        isRead = true;
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
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
        return written.getOrDefault(HighWatermarks.key(partition), -1L);
    }

    @Override
    public void write(SortedMap<TopicPartition, Long> now, Runnable done) {
        SortedMap<TopicPartition, Long> sent = Collections.unmodifiableSortedMap(new TreeMap<>(now));
        written.clear();
        sent.forEach((partition, offset) -> written.put(HighWatermarks.key(partition), offset));
        shards.post(FIRST, () -> file.write(mine, sent, back(done)));
    }

    @Override
    public void lower(TopicPartition partition, long most, Runnable done) {
        if (of(partition) > most) {
            written.put(HighWatermarks.key(partition), most);
        }
        shards.post(FIRST, () -> file.lower(partition, most, back(done)));
    }

    private Runnable back(Runnable done) {
        return () -> shards.post(mine.self(), done);
    }
}
