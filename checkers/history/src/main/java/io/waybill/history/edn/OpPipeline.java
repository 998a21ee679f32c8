package io.waybill.history.edn;

import java.io.Closeable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies operations in their order on a thread of its own, while the next ones are parsed.
 *
 * <p>Batches of operations go round: filled by the thread that parses, applied by the other, filled again. There is a
 * fixed number of them, so the one that is faster waits for the other.
 */
final class OpPipeline implements Closeable {

    private static final int BATCHES = 6;
    private static final int BATCH_OPS = 128;

    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final Thread applier;
    private @Nullable Batch filling;

    /** Written by the applying thread, read by the other when that has ended. */
    private @Nullable Throwable failure;

    private static final class Batch {
        final Op[] ops = new Op[BATCH_OPS];
        int count;
        boolean last;

        Batch() {
            for (int i = 0; i < BATCH_OPS; i++) {
                ops[i] = new Op();
            }
        }
    }

    OpPipeline(Consumer<Op> apply) {
        for (int i = 0; i < BATCHES; i++) {
            empty.add(new Batch());
        }
        applier = new Thread(() -> applyAll(apply), "waybill-import");
        applier.setDaemon(true);
        applier.start();
    }

    private void applyAll(Consumer<Op> apply) {
        try {
            for (boolean more = true; more; ) {
                Batch batch = full.take();
                // After a failure batches still go round, or the thread that parses would wait for ever.
                for (int i = 0; i < batch.count && failure == null; i++) {
                    applyOne(apply, batch.ops[i]);
                }
                more = !batch.last;
                batch.count = 0;
                empty.add(batch);
            }
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    private void applyOne(Consumer<Op> apply, Op op) {
        try {
            apply.accept(op);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Returns an operation to be filled; the same one until it is {@link #submit submitted}. */
    Op next() {
        Batch batch = filling;
        if (batch == null) {
            batch = take();
            filling = batch;
        }
        return batch.ops[batch.count];
    }

    /** Hands on the operation that {@link #next()} returned. */
    void submit() {
        Batch batch = filling;
        if (batch != null && ++batch.count == BATCH_OPS) {
            full.add(batch);
            filling = null;
        }
    }

    private Batch take() {
        try {
            return empty.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the import was interrupted", e);
        }
    }

    /** Waits until every operation was applied; throws what applying has thrown. */
    void finish() {
        close();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException("the import was interrupted", failure);
        }
    }

    /** Ends the applying thread. A second call does nothing. */
    @Override
    public void close() {
        if (!applier.isAlive()) {
            return;
        }
        try {
            Batch batch = filling == null ? empty.take() : filling;
            filling = null;
            batch.last = true;
            full.add(batch);
            applier.join();
        } catch (InterruptedException e) {
            applier.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
