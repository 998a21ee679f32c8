package io.waybill.checker.queue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does two things at once where a second thread is allowed, else one after the other. Owned by one thread. */
final class Together implements AutoCloseable {

    /** What two tasks returned. */
    record Both<A, B>(A first, B second) {}

    private final @Nullable ExecutorService second;

    Together(int threads) {
        second = threads < 2
                ? null
                : Executors.newSingleThreadExecutor(runnable -> {
                    Thread thread = new Thread(runnable, "waybill-queue-checker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs both and returns what they returned; what one of them throws is thrown. */
    <A, B> Both<A, B> both(Supplier<A> here, Supplier<B> there) {
        if (second == null) {
            return new Both<>(here.get(), there.get());
        }
        Future<B> other = second.submit(there::get);
        A own = here.get();
        try {
            return new Both<>(own, other.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker of the checker failed", e.getCause());
        }
    }

    @Override
    public void close() {
        if (second != null) {
            second.shutdownNow();
        }
    }
}
