package io.waybill.server.files;

import io.waybill.environment.DiskFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

/** Says what kind of failure it is when the system refuses something, and tells who watches. */
final class Trouble {

    /** What the system says in English: no space, a quota, a limit to the size of files. Java gives no number. */
    private static final List<String> NO_SPACE = List.of("no space left", "quota exceeded", "file too large");

    private final Device device;
    private final DiskWatch watch;

    Trouble(Device device, DiskWatch watch) {
        this.device = device;
        this.watch = watch;
    }

    DiskWatch watch() {
        return watch;
    }

    /**
     * An operation failed.
     *
     * @param bytes how many it could not write
     */
    void fail(Operation operation, Exception cause, long bytes) {
        watch.failed(operation.fail(kind(cause, bytes)), cause);
    }

    /** The file takes no more operations; why was told before. */
    void refuse(Operation operation) {
        operation.fail(DiskFailure.Kind.CLOSED);
    }

    private DiskFailure.Kind kind(Exception cause, long bytes) {
        if (cause instanceof NoSuchFileException) {
            return DiskFailure.Kind.NOT_FOUND;
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull = NO_SPACE.stream().anyMatch(message::contains) || (bytes > 0 && hasNoSpace(bytes));
        return isFull ? DiskFailure.Kind.NO_SPACE : DiskFailure.Kind.DEVICE;
    }

    /** The words may be of another language. */
    private boolean hasNoSpace(long bytes) {
        try {
            return device.usableBytes() < bytes;
        } catch (IOException e) {
            return false;
        }
    }
}
