package io.waybill.cli;

import java.util.List;

/**
 * What was asked for cannot be done as it was asked; nothing was started. Its message is for the user, and exit code 2.
 */
sealed class UsageException extends RuntimeException permits RefusedPlanException {

    /** How a message ends where somebody might fear that something was. */
    static final String NOTHING_STARTED = "nothing was started";

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** Returns what is wrong, one thing each. */
    List<String> problems() {
        return String.valueOf(getMessage())
                .lines()
                .filter(line -> !line.equals(NOTHING_STARTED))
                .toList();
    }
}
