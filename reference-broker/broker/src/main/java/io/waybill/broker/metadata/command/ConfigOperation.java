package io.waybill.broker.metadata.command;

/**
 * A step of an incremental change of configurations.
 *
 * @param kind what is done
 * @param name which configuration
 * @param value the value, or the elements with commas between them; without meaning where it is deleted
 */
public record ConfigOperation(Kind kind, String name, String value) {

    /** What is done; the order is that of the wire. */
    public enum Kind {
        /** The value becomes this. */
        SET,
        /** The value becomes the default. */
        DELETE,
        /** Elements are added to a list. */
        APPEND,
        /** Elements are removed from a list. */
        SUBTRACT
    }
}
