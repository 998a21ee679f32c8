package io.waybill.broker.watch;

/** Why a broker crashes whose disk has failed: nobody knows what is durable now, so it must not go on. */
public final class DiskFailedException extends RuntimeException {

    /**
     * Creates it.
     *
     * @param reason what the disk, or the log on it, said
     */
    public DiskFailedException(String reason) {
        super(reason);
    }
}
