package io.waybill.toxiproxy.proxy;

/** Something was asked for that cannot be done, with the status and the words that Toxiproxy has for it. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Refuses with a status of HTTP. */
    public RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the status of HTTP. */
    public int status() {
        return status;
    }

    /** Returns what it says. */
    public String text() {
        return String.valueOf(getMessage());
    }

    static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    static RefusedException notFound(String message) {
        return new RefusedException(404, message);
    }

    static RefusedException conflict(String message) {
        return new RefusedException(409, message);
    }

    static RefusedException failed(String message) {
        return new RefusedException(500, message);
    }
}
