package io.waybill.server.files;

/**
 * How a disk uses the machine.
 *
 * @param threads how many operations of different files are under way at once, 1 or more
 * @param openFiles how many files are open in the system at once, 1 or more: who has more open is not told, the one
 *     that was not used for longest is closed and opened again. Files with bytes that are not synced are not closed, so
 *     there may be more
 */
public record FilesSettings(int threads, int openFiles) {

    /** Eight threads, which wait most of the time, and 500 files, half of what most systems allow. */
    public static final FilesSettings DEFAULT = new FilesSettings(8, 500);

    public FilesSettings {
        if (threads < 1 || openFiles < 1) {
            throw new IllegalArgumentException(
                    "threads and open files must be >= 1, were " + threads + " and " + openFiles);
        }
    }
}
