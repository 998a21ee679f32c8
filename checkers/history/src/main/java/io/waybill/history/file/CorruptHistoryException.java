package io.waybill.history.file;

/** A history file is not what its format promises, at a place that a killed writer cannot explain. */
public final class CorruptHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates one that says where, what, and what was expected. */
    public CorruptHistoryException(String message) {
        super(message);
    }
}
