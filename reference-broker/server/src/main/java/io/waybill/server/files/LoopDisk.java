package io.waybill.server.files;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folder as one loop of the node sees it. */
final class LoopDisk implements Disk {

    private final Work work;
    private final Executor loop;

    LoopDisk(Work work, Executor loop) {
        this.work = work;
        this.loop = loop;
    }

    @Override
    public void list(Consumer<List<String>> done, OnFailure failed) {
        work.submit(new FolderOperation(loop, "list", "", failed) {
            private List<String> names = List.of();

            @Override
            void execute() throws IOException {
                names = work.folder().list();
            }

            @Override
            void done() {
                done.accept(names);
            }
        });
    }

    @Override
    public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
        FileNames.check(name);
        work.submit(new FolderOperation(loop, "open", name, failed) {
            private @Nullable StoredFile file;

            @Override
            void execute() throws IOException {
                file = work.folder().open(name);
            }

            @Override
            void done() {
                if (file != null) {
                    done.accept(new FileHandle(work, loop, name, file));
                }
            }
        });
    }

    @Override
    public void rename(String from, String to, Runnable done, OnFailure failed) {
        FileNames.check(from);
        FileNames.check(to);
        work.submit(new FolderOperation(loop, "rename", from, failed) {
            @Override
            void execute() throws IOException {
                try {
                    work.folder().rename(from, to);
                } catch (NoSuchFileException e) {
                    fail(DiskFailure.Kind.NOT_FOUND);
                }
            }

            @Override
            void done() {
                done.run();
            }
        });
    }

    @Override
    public void delete(String name, Runnable done, OnFailure failed) {
        FileNames.check(name);
        if (work.isOpen(name)) {
            throw new IllegalStateException("file " + name + " must be closed before it is deleted");
        }
        work.submit(new FolderOperation(loop, "delete", name, failed) {
            @Override
            void execute() throws IOException {
                work.folder().delete(name);
            }

            @Override
            void done() {
                done.run();
            }
        });
    }

    @Override
    public void syncDirectory(Runnable done, OnFailure failed) {
        work.submit(new FolderOperation(loop, "sync of the folder", "", failed) {
            @Override
            void execute() throws IOException {
                work.folder().sync();
            }

            @Override
            boolean isSync() {
                return true;
            }

            @Override
            void done() {
                done.run();
            }
        });
    }
}
