package io.waybill.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an engine takes long for, and can do for several at once. */
final class Together {

    private static final long PATIENCE_SECONDS = 30;

    private Together() {}

    /**
     * Does something to its end on a thread that nobody interrupts: whoever interrupts the caller is heard after it.
     */
    static void undisturbed(Runnable work) {
        try {
            CompletableFuture.runAsync(work, command -> thread(command).start()).join();
        } catch (CompletionException e) {
            throw unchecked(e.getCause());
        }
    }

    /** Does something for each; where some fail, after all have ended, throws the first failure with the others. */
    static <T> void forEach(Collection<T> all, Consumer<T> action) {
        try {
            call(all.stream()
                    .map(each -> (Callable<Boolean>) () -> {
                        action.accept(each);
                        return true;
                    })
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the results of all, in order. Where some fail, after all have ended, throws the first with the others.
     *
     * @throws InterruptedException when called off; then all have ended too, or were given up after a while
     */
    static <T> List<T> call(List<Callable<T>> all) throws InterruptedException {
        if (all.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size(), Together::thread);
        try {
            List<T> results = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<T> future : threads.invokeAll(all)) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    RuntimeException one = unchecked(e.getCause());
                    if (failure == null) {
                        failure = one;
                    } else {
                        failure.addSuppressed(one);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
            return results;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            // Whoever called this off removes what is there, and what is still being made must not appear after that.
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                e.addSuppressed(new TimeoutException("the engine is still at it after " + PATIENCE_SECONDS + " s"));
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "waybill-containers");
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
