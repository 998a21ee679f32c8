package io.waybill.server.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a disk has to do, and the threads that do it. Each file, and the folder, is a queue on which one thread works at
 * a time. One lock guards all that is known of them; it is never held while the system works.
 */
final class Work {

    private static final long IDLE_SECONDS = 30;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ReentrantLock books = new ReentrantLock();
    private final Deque<FolderOperation> folderWaiting = new ArrayDeque<>();
    private final Folder folder;
    private final Trouble trouble;
    private final ThreadPoolExecutor threads;
    private boolean folderRunning;
    private boolean closed;

    Work(Device device, FilesSettings settings, DiskWatch watch) {
        this.folder = new Folder(device, settings.openFiles(), books);
        this.trouble = new Trouble(device, watch);
        ThreadFactory named = task -> {
            Thread thread = new Thread(task, "waybill-disk-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        var pool = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    Folder folder() {
        return folder;
    }

    boolean isOpen(String name) {
        books.lock();
        try {
            return folder.isUsed(name);
        } finally {
            books.unlock();
        }
    }

    int openInSystem() {
        books.lock();
        try {
            return folder.openInSystem();
        } finally {
            books.unlock();
        }
    }

    long askedSize(StoredFile file) {
        books.lock();
        try {
            return file.askedSize;
        } finally {
            books.unlock();
        }
    }

    /** Has something done to the folder, after all that was asked of it before. */
    void submit(FolderOperation operation) {
        books.lock();
        try {
            folderWaiting.add(operation);
            if (!folderRunning && !closed) {
                folderRunning = true;
                threads.execute(this::runFolder);
            }
        } finally {
            books.unlock();
        }
    }

    /** Has something done to a file, after all that was asked of it before. */
    void submit(StoredFile file, StoredFile.Asking asking) {
        books.lock();
        try {
            StoredFile.Asked asked = asking.at(file.askedSize);
            file.askedSize = asked.size();
            file.waiting.add(asked.operation());
            schedule(file);
        } finally {
            books.unlock();
        }
    }

    /** One fewer has a file open. */
    void closed(StoredFile file) {
        books.lock();
        try {
            file.handles--;
            // A thread of the disk closes it in the system, when what was asked for is done.
            schedule(file);
        } finally {
            books.unlock();
        }
    }

    private void schedule(StoredFile file) {
        if (!file.running && !closed) {
            file.running = true;
            threads.execute(() -> run(file));
        }
    }

    private void run(StoredFile file) {
        Batch batch = take(file);
        while (batch != null) {
            try {
                batch.run(folder.raw(file));
            } catch (IOException e) {
                batch.fail(e);
            }
            batch = takeInTurn(file);
        }
    }

    /** Where other files wait for a thread it is their turn; else this one goes on, and no other is woken for it. */
    private @Nullable Batch takeInTurn(StoredFile file) {
        books.lock();
        try {
            file.inHand = false;
            if (!threads.getQueue().isEmpty() && !file.waiting.isEmpty() && !closed) {
                threads.execute(() -> run(file));
                return null;
            }
        } finally {
            books.unlock();
        }
        return take(file);
    }

    /** Returns what is to be done next; null where that is nothing, and then no thread stands for the file any more. */
    private @Nullable Batch take(StoredFile file) {
        Device.RawFile unused = null;
        books.lock();
        try {
            if (!file.waiting.isEmpty() && !closed) {
                file.inHand = true;
                return Batch.next(file, trouble);
            }
            file.running = false;
            if (file.handles == 0 && !closed) {
                unused = folder.forget(file);
            }
        } finally {
            books.unlock();
        }
        Folder.close(unused);
        folder.closeSpare();
        return null;
    }

    private void runFolder() {
        List<FolderOperation> together = takeFolder();
        while (!together.isEmpty()) {
            Exception cause = null;
            try {
                together.get(0).execute();
            } catch (IOException e) {
                cause = e;
            }
            for (FolderOperation each : together) {
                if (cause != null) {
                    trouble.fail(each, cause, 0);
                }
                each.tell();
            }
            together = takeFolderInTurn();
        }
    }

    private List<FolderOperation> takeFolderInTurn() {
        books.lock();
        try {
            if (!threads.getQueue().isEmpty() && !folderWaiting.isEmpty() && !closed) {
                threads.execute(this::runFolder);
                return List.of();
            }
        } finally {
            books.unlock();
        }
        return takeFolder();
    }

    private List<FolderOperation> takeFolder() {
        List<FolderOperation> together = new ArrayList<>();
        books.lock();
        try {
            if (folderWaiting.isEmpty() || closed) {
                folderRunning = false;
                return together;
            }
            do {
                together.add(folderWaiting.remove());
            } while (together.get(0).isSync()
                    && !folderWaiting.isEmpty()
                    && folderWaiting.element().isSync());
            return together;
        } finally {
            books.unlock();
        }
    }

    void close() {
        books.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            threads.shutdown();
        } finally {
            books.unlock();
        }
        awaitThreads();
        folder.closeAll();
    }

    /** A force may take as long as the device likes; a file must not be closed under it. */
    private void awaitThreads() {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
