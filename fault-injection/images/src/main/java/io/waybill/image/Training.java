package io.waybill.image;

import java.nio.file.Path;
import java.util.List;

/** How a program is run once on this machine, so that the classes that it loads are known. */
public interface Training {

    /**
     * Starts the program, waits until it has done what every start does, and ends it in order.
     *
     * @param command without the program's own arguments
     * @param directory the working directory that the command needs
     * @throws ImageException when it does not get there
     */
    void run(List<String> command, Path directory) throws InterruptedException;
}
