package io.waybill.wire.compression;

/** The compressed records of a batch cannot be opened, or are larger than the reader allows. */
public final class CorruptRecords extends RuntimeException {

    /** Makes the exception; {@code message} names the codec and what is wrong. */
    public CorruptRecords(String message) {
        super(message);
    }

    /** Makes the exception for something that a codec threw. */
    public CorruptRecords(String message, Throwable cause) {
        super(message, cause);
    }
}
