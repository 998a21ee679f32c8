package io.waybill.server.files;

/** A node cannot begin on a folder: it is in use, belongs to another node, or cannot be read or written. */
public final class FolderRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FolderRefusedException(String message) {
        super(message);
    }

    FolderRefusedException(String message, Exception cause) {
        super(message, cause);
    }
}
