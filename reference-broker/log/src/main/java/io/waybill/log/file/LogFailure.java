package io.waybill.log.file;

import io.waybill.environment.DiskFailure;

/**
 * Why something was not done, or not known to be done.
 *
 * @param log the name of the log
 * @param detail what was found, and where
 */
public record LogFailure(Kind kind, String log, String detail) {

    /** What went wrong. */
    public enum Kind {
        /** The disk failed. The log takes nothing more: what is durable can only be told after a restart. */
        DISK,
        /** Bytes that were durable are gone or changed. This replica must not be trusted. */
        CORRUPT,
        /** The offset is not in the log. */
        OUT_OF_RANGE,
        /** What was waited for was truncated. */
        TRUNCATED,
        /** The log was closed, or had failed before. */
        CLOSED
    }

    /** Returns the failure of a log whose disk failed. */
    public static LogFailure ofDisk(String log, DiskFailure cause) {
        return new LogFailure(Kind.DISK, log, cause.toString());
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case DISK -> "has a disk that fails";
            case CORRUPT -> "is corrupt";
            case OUT_OF_RANGE -> "does not have that offset";
            case TRUNCATED -> "was truncated";
            case CLOSED -> "is closed";
        };
        return "log " + log + " " + what + ": " + detail;
    }

    /** Is told of a failure. */
    public interface Listener {

        /** It failed. */
        void failed(LogFailure failure);
    }
}
