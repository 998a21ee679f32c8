package io.waybill.simulator.disk;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFailure;
import io.waybill.environment.DiskFile;
import io.waybill.simulator.event.Loop;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folder of a disk as one loop of the node sees it. */
final class LoopDisk implements Disk {
    private static final int LONGEST_NAME = 255;

    private final Device device;
    private final Loop loop;

    LoopDisk(Device device, Loop loop) {
        this.device = device;
        this.loop = loop;
    }

    @Override
    public void list(Consumer<List<String>> done, OnFailure failed) {
        submit(new FolderOperation("list", "", failed) {
            private List<String> names = List.of();

            @Override
            void execute() {
                names = device.folder().names();
            }

            @Override
            void done() {
                done.accept(names);
            }

            @Override
            long result() {
                return names.size();
            }
        });
    }

    @Override
    public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
        checkName(name);
        submit(new Open(name, done, failed));
    }

    @Override
    public void rename(String from, String to, Runnable done, OnFailure failed) {
        checkName(from);
        checkName(to);
        submit(new FolderOperation("rename", from, failed) {
            @Override
            void execute() {
                if (!device.folder().rename(from, to)) {
                    fail(DiskFailure.Kind.NOT_FOUND);
                }
            }

            @Override
            void done() {
                done.run();
            }

            @Override
            String details() {
                return " to " + to;
            }
        });
    }

    @Override
    public void delete(String name, Runnable done, OnFailure failed) {
        checkName(name);
        StoredFile file = device.folder().get(name);
        if (file != null && file.queue().isOpen()) {
            throw new IllegalStateException("file " + name + " must be closed before it is deleted");
        }
        submit(new FolderOperation("delete", name, failed) {
            @Override
            void execute() {
                device.folder().delete(name);
            }

            @Override
            void done() {
                done.run();
            }
        });
    }

    @Override
    public void syncDirectory(Runnable done, OnFailure failed) {
        device.submitSync(new FolderOperation("sync of the folder", "", failed) {
            @Override
            void execute() {
                if (device.failsSyncs()) {
                    fail(DiskFailure.Kind.DEVICE);
                } else if (!device.forgetsNames()) {
                    device.folder().sync();
                }
            }

            @Override
            void done() {
                done.run();
            }
        });
    }

    private void submit(Operation operation) {
        device.submit(operation, device.settings().folder());
    }

    private static void checkName(String name) {
        boolean isFit = !name.isEmpty() && name.length() <= LONGEST_NAME && name.charAt(0) != '.';
        for (int i = 0; isFit && i < name.length(); i++) {
            char c = name.charAt(i);
            isFit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
        }
        if (!isFit) {
            throw new IllegalArgumentException("a file's name must be 1 to " + LONGEST_NAME
                    + " letters, digits, '.', '-' and '_', and not begin with '.', was \"" + name + '"');
        }
    }

    /** Does something to the names. */
    private abstract class FolderOperation extends Operation {
        FolderOperation(String name, String file, OnFailure failed) {
            super(LoopDisk.this.loop, device, device.folderQueue(), name, file, failed);
        }
    }

    private final class Open extends FolderOperation {
        private final String name;
        private final Consumer<DiskFile> opened;
        private @Nullable StoredFile file;

        Open(String name, Consumer<DiskFile> opened, OnFailure failed) {
            super("open", name, failed);
            this.name = name;
            this.opened = opened;
        }

        @Override
        void execute() {
            StoredFile found = device.folder().get(name);
            if (found == null && device.isFull()) {
                fail(DiskFailure.Kind.NO_SPACE);
                return;
            }
            file = found == null ? device.folder().create(name) : found;
            if (found == null) {
                // A write that is to go astray needs something to go astray in.
                file.misdirected(device.misdirections());
            }
            if (file.queue().isIdle()) {
                file.queue().askedSize(file.length());
            }
            file.queue().opened();
        }

        @Override
        void done() {
            if (file != null) {
                opened.accept(new OpenFile(loop, device, name, file));
            }
        }

        @Override
        long result() {
            return file == null ? 0 : file.length();
        }

        @Override
        String details() {
            return file == null ? "" : ", " + file.length() + " B";
        }
    }
}
