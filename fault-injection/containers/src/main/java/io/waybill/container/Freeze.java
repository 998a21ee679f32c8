package io.waybill.container;

import com.github.dockerjava.api.exception.InternalServerErrorException;

/**
 * Freezes a container. On a busy machine the kernel may not have caught all its threads when the engine's runtime
 * looks; then that thaws it again and gives up, and another try may do it.
 */
final class Freeze {

    /** How often. Each takes some tens of milliseconds, more where a machine is busy. */
    static final int TRIES = 20;

    private static final String NOT_IN_TIME = "unable to freeze";

    private Freeze() {}

    /**
     * Tries until it is done.
     *
     * @param once asks the engine for it
     * @throws InternalServerErrorException what the engine said last; at once where it is anything else
     */
    static void of(Runnable once) {
        for (int tried = 1; ; tried++) {
            try {
                once.run();
                return;
            } catch (InternalServerErrorException e) {
                if (tried == TRIES || !String.valueOf(e.getMessage()).contains(NOT_IN_TIME)) {
                    throw e;
                }
            }
        }
    }
}
