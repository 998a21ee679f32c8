package io.waybill.environment;

/**
 * Why an operation on the disk was not done.
 *
 * @param operation what was tried: {@code append}, {@code sync}, …
 * @param file the file's name; empty for operations on the folder
 */
public record DiskFailure(Kind kind, String operation, String file) {

    /** What went wrong. */
    public enum Kind {
        /** The disk is full. */
        NO_SPACE,
        /** The device did not do it. */
        DEVICE,
        /** There is no such file. */
        NOT_FOUND,
        /** It was closed, or an earlier operation on it failed. */
        CLOSED
    }

    @Override
    public String toString() {
        return operation + (file.isEmpty() ? "" : " of " + file) + " failed: "
                + switch (kind) {
                    case NO_SPACE -> "no space left";
                    case DEVICE -> "the device reported an error";
                    case NOT_FOUND -> "no such file";
                    case CLOSED -> "the file takes no more operations";
                };
    }
}
