package io.waybill.image;

/** An image cannot be built, loaded or found; the message says what is missing and what mends it. */
public final class ImageException extends RuntimeException {

    /** Makes one without a cause of its own. */
    public ImageException(String message) {
        super(message);
    }

    /** Makes one that something else caused. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
