package io.waybill.container;

import com.github.dockerjava.api.exception.DockerException;

/**
 * Asks an engine to freeze a container until it has. Where control groups are of the first version the kernel may fail
 * to, because threads come and go while the machine is busy; the engine then says "unable to freeze" and lets go on
 * what it had frozen, so that it can be asked again.
 */
final class Freezing {

    /** Where it failed once, with a load of 50 on two cores, it was busy for less than that. */
    static final int MOST_TRIES = 5;

    private Freezing() {}

    /**
     * Returns when it is frozen.
     *
     * @param freeze asks the engine once
     * @throws DockerException what the engine said last, where it failed for another reason, or too often
     */
    static void of(Runnable freeze) {
        for (int tries = 1; ; tries++) {
            try {
                freeze.run();
                return;
            } catch (DockerException e) {
                if (tries == MOST_TRIES || !String.valueOf(e.getMessage()).contains("unable to freeze")) {
                    throw e;
                }
            }
        }
    }
}
