package io.waybill.server.files;

import io.waybill.environment.Disk.OnFailure;
import java.io.IOException;
import java.util.concurrent.Executor;

/** What is asked of the folder. */
abstract class FolderOperation extends Operation {

    FolderOperation(Executor loop, String what, String file, OnFailure failed) {
        super(loop, what, file, failed);
    }

    /** Does it. Called once, on a thread of the disk, when everything that was asked of the folder before is done. */
    abstract void execute() throws IOException;

    /** Returns whether one execution serves all of its kind that wait behind each other. */
    boolean isSync() {
        return false;
    }
}
