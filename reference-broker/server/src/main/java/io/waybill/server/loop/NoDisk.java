package io.waybill.server.loop;

import io.waybill.environment.Disk;
import io.waybill.environment.DiskFile;
import java.util.List;
import java.util.function.Consumer;

/** Not a disk: who asks it for something is not what its settings say. */
final class NoDisk implements Disk {

    @Override
    public void list(Consumer<List<String>> done, OnFailure failed) {
        throw none();
    }

    @Override
    public void open(String name, Consumer<DiskFile> done, OnFailure failed) {
        throw none();
    }

    @Override
    public void rename(String from, String to, Runnable done, OnFailure failed) {
        throw none();
    }

    @Override
    public void delete(String name, Runnable done, OnFailure failed) {
        throw none();
    }

    @Override
    public void syncDirectory(Runnable done, OnFailure failed) {
        throw none();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("a node that was given no disk must not use one");
    }
}
