package io.waybill.cli;

import io.waybill.runfile.KeptRun;
import io.waybill.runfile.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a session has kept. */
final class Kept {

    private Kept() {}

    /** Returns the runs that were kept by commands typed in a directory, those first that began last. */
    static List<Path> in(Path directory) throws IOException {
        return new RunStore(directory.resolve(".waybill")).newestFirst();
    }

    static String text(Path run, String name) throws IOException {
        try (KeptRun kept = KeptRun.open(run)) {
            return kept.text(name);
        }
    }
}
