package io.waybill.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What an engine takes long for, and can do for several at once. */
final class Together {

    private Together() {}

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
     */
    static <T> List<T> call(List<Callable<T>> all) throws InterruptedException {
        if (all.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size(), work -> {
            Thread thread = new Thread(work, "waybill-containers");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<T> future : threads.invokeAll(all)) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    RuntimeException one = e.getCause() instanceof RuntimeException known
                            ? known
                            : new IllegalStateException(e.getCause());
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
        } finally {
            threads.shutdownNow();
        }
    }
}
