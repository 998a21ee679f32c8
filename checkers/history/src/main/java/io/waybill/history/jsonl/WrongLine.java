package io.waybill.history.jsonl;

/** A line is not what the format promises. */
final class WrongLine extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The byte in the line, from 1; 0 where it is not known. */
    final int column;

    WrongLine(int column, String message) {
        super(message, null, false, false);
        this.column = column;
    }
}
