package io.waybill.log.batch;

/** The records of a batch are not what its header says, although its checksum is right. */
public final class InvalidRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRecordException(String message) {
        super(message);
    }
}
