package io.waybill.cli;

/**
 * What was asked for cannot be done as it was asked; nothing was started. Its message is for the user, and exit code 2.
 */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
