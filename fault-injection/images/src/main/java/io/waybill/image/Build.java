package io.waybill.image;

import java.nio.file.Path;

/** An image that can be built, and whose name is known before. */
interface Build {

    /** Returns its name with the tag; the same name is the same image. */
    String name();

    /** Writes it to a file, over what is there. */
    BuiltImage write(Path tar) throws InterruptedException;
}
