package io.waybill.image;

import java.util.Locale;

/** The processors that images are for, with the names that images have for them. */
enum Processor {
    AMD64,
    ARM64;

    /**
     * Returns the processor that this Java is for.
     *
     * @throws ImageException when it is another one
     */
    static Processor ofThisJava() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64", "arm64" -> ARM64;
            default -> throw new ImageException("images are for amd64 and arm64, this Java is for " + name);
        };
    }

    /** Returns what an image says. */
    String architecture() {
        return name().toLowerCase(Locale.ROOT);
    }
}
