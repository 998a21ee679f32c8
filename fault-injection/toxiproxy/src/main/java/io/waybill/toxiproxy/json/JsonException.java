package io.waybill.toxiproxy.json;

/** Something is no JSON, or not what was expected. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public JsonException(String message) {
        super(message);
    }

    /** Returns what is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
