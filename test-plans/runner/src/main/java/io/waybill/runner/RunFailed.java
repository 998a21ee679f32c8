package io.waybill.runner;

/**
 * The harness could not do its part: a cluster that did not start, a driver that broke its contract, a history that
 * could not be written, a checker that threw. It says nothing about the broker.
 *
 * @param configuration which configuration it was
 * @param reason what happened and what to do, as one line
 * @param cause what was thrown
 */
public record RunFailed(String configuration, String reason, Throwable cause) {

    static RunFailed of(String configuration, Throwable cause) {
        String message = cause.getMessage();
        String reason = message == null || message.isBlank()
                ? cause.getClass().getSimpleName() + " without a message"
                : message;
        return new RunFailed(configuration, reason, cause);
    }
}
