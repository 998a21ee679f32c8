package io.waybill.cli.doctor;

import java.util.Locale;

/** Numbers of bytes as people write them. */
final class Sizes {

    private Sizes() {}

    /** Returns for example {@code 7.2 GB} or {@code 600 MB}, of 1024 each. */
    static String text(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : (bytes >> 20) + " MB";
    }
}
