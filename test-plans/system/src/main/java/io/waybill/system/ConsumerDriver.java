package io.waybill.system;

import io.waybill.fault.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A consumer that is told what to read. Used by one thread. */
public interface ConsumerDriver extends AutoCloseable {

    /**
     * Reads these partitions from now on, each from the given offset, and no others.
     *
     * @param starts the next offset to be read, per partition
     */
    void assign(Map<Partition, Long> starts);

    /**
     * Returns what has arrived, in the order of offsets within each partition; nothing where nothing arrived in time.
     *
     * @throws PollFailedException when the client reports an error. The next poll goes on from {@link #position}: where
     *     it was, or, where the log was found shorter than what had been read or its start had gone, at the nearest
     *     offset that is there
     */
    List<Received> poll(Duration timeout);

    /** Returns the next offset to be read. Asks nobody. */
    long position(Partition partition);

    /** Closes without waiting for anybody. */
    @Override
    void close();
}
