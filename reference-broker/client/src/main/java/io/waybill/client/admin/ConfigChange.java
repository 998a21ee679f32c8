package io.waybill.client.admin;

import org.jspecify.annotations.Nullable;

/**
 * A change of one configuration (KIP-339).
 *
 * @param kind what is done
 * @param name its name
 * @param value what is set, appended or subtracted; null where it is deleted
 */
public record ConfigChange(Kind kind, String name, @Nullable String value) {

    /** What is done. */
    public enum Kind {
        /** Gives it a value. */
        SET(0),
        /** Gives it back its default. */
        DELETE(1),
        /** Adds to a list. */
        APPEND(2),
        /** Takes from a list. */
        SUBTRACT(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** Returns the protocol's number. */
        byte code() {
            return code;
        }
    }

    /** Returns a change that gives a value. */
    public static ConfigChange set(String name, String value) {
        return new ConfigChange(Kind.SET, name, value);
    }

    /** Returns a change that gives back the default. */
    public static ConfigChange delete(String name) {
        return new ConfigChange(Kind.DELETE, name, null);
    }
}
