package io.waybill.broker.config;

/** What type a configuration's value has. Values are kept as text and parsed where they are used. */
public enum ConfigKind {
    /** {@code true} or {@code false}, in any case. */
    BOOLEAN("true or false"),
    /** A whole number of 32 bits. */
    INT("a whole number of 32 bits"),
    /** A whole number of 64 bits. */
    LONG("a whole number of 64 bits"),
    /** A number. */
    DOUBLE("a number"),
    /** A text. */
    STRING("a text"),
    /** Texts with commas between them. */
    LIST("texts with commas between them");

    private final String description;

    ConfigKind(String description) {
        this.description = description;
    }

    /** Returns what a value must be, in words. */
    public String description() {
        return description;
    }
}
