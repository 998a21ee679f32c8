package io.waybill.server.files;

import io.waybill.environment.Disk.OnFailure;
import io.waybill.environment.DiskFailure;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Something that a loop has asked for: is done, or fails, on a thread of the disk; then its loop is told. */
abstract class Operation {

    private final Executor loop;
    private final String what;
    private final String file;
    private final OnFailure failed;
    private @Nullable DiskFailure failure;

    /**
     * Makes one.
     *
     * @param what its name in failures
     * @param file the file's name in failures, empty for the folder
     */
    Operation(Executor loop, String what, String file, OnFailure failed) {
        this.loop = loop;
        this.what = what;
        this.file = file;
        this.failed = failed;
    }

    /** Tells, on the loop, that it is done. */
    abstract void done();

    final boolean hasFailed() {
        return failure != null;
    }

    /** It could not be done; the first reason counts. */
    final DiskFailure fail(DiskFailure.Kind kind) {
        if (failure == null) {
            failure = new DiskFailure(kind, what, file);
        }
        return failure;
    }

    /** Hands the outcome to the loop. */
    final void tell() {
        DiskFailure why = failure;
        loop.execute(why == null ? this::done : () -> failed.failed(why));
    }
}
