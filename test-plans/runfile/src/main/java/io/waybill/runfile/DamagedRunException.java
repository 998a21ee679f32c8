package io.waybill.runfile;

import java.nio.file.Path;

/** What was given as a run is none, is not whole, or was made by a newer Waybill. Its message names the file. */
public final class DamagedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRunException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
