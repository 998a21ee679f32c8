package io.waybill.environment.local;

import java.io.FileOutputStream;
import java.nio.file.Path;

/** A process that writes a byte to a file, syncs it, says so, and writes one to another file without a sync. */
final class Syncer {

    private Syncer() {}

    /** The argument: a directory. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (FileOutputStream synced =
                        new FileOutputStream(directory.resolve("synced").toFile());
                FileOutputStream unsynced =
                        new FileOutputStream(directory.resolve("unsynced").toFile())) {
            while (true) {
                synced.write('s');
                synced.getFD().sync();
                System.out.println("synced");
                unsynced.write('u');
            }
        }
    }
}
