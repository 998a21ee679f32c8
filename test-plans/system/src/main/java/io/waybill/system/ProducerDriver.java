package io.waybill.system;

import io.waybill.fault.Partition;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer of one session. Used by one thread; answers come on a thread of its own. */
public interface ProducerDriver extends AutoCloseable {

    /**
     * Sends one message and returns before it is answered, though it may block for a bounded time while the client's
     * buffer is full. Never throws for anything that the broker or the client says: that is the outcome.
     *
     * @param key the key, or null
     * @param done is called exactly once: on the driver's own thread, or on the caller's before this returns; in the
     *     order in which the client learns of the answers; must be quick
     */
    void send(Partition partition, byte @Nullable [] key, byte[] value, Consumer<SendOutcome> done);

    /**
     * Waits for the answers that are still to come, for at most {@code deadline}; what is unanswered then is answered
     * with {@link SendOutcome.Info} before this returns.
     */
    void close(Duration deadline);

    /** Closes without waiting. */
    @Override
    default void close() {
        close(Duration.ZERO);
    }
}
