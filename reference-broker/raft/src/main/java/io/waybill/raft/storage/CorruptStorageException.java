package io.waybill.raft.storage;

/** The disk holds what no crash can leave behind: something that was durable is damaged or gone. */
public final class CorruptStorageException extends RuntimeException {

    /** Creates it with the file, the place in it, and what is wrong there. */
    public CorruptStorageException(String message) {
        super(message);
    }
}
