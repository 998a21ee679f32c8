package io.waybill.broker.replica;

/** Is told what becomes of a broker's logs; must not call back. */
public interface LogsListener {

    /** Listens to nothing. */
    LogsListener NONE = new LogsListener() {};

    /**
     * All logs are open, or cannot be, that a registration has made this broker have. Told in a callback of its own,
     * perhaps more than once.
     */
    default void open() {}

    /** A log has shown to be damaged: what this broker has acknowledged may not be there any more. */
    default void distrusted() {}
}
