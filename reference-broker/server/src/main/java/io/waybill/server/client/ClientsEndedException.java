package io.waybill.server.client;

/** The clients have ended before they could answer: nobody knows what became of what was asked. */
public final class ClientsEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one that says why they have ended. */
    public ClientsEndedException(String message) {
        super(message);
    }
}
