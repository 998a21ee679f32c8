package io.waybill.history.interchange;

/**
 * One thing that is wrong with a file.
 *
 * @param line the line, counted from 1; 0 where lines mean nothing
 * @param column the byte in the line, counted from 1; 0 where it is not known
 * @param message what is wrong, with which value, what was expected and what to do; lower case, one line
 */
public record Problem(long line, long column, String message) {

    /** Returns a problem of the file as a whole. */
    public static Problem ofFile(String message) {
        return new Problem(0, 0, message);
    }

    /** Returns the problem as people read it after the name of its file: {@code :12:7: unknown key …}. */
    @Override
    public String toString() {
        if (line == 0) {
            return ": " + message;
        }
        return ":" + line + (column == 0 ? "" : ":" + column) + ": " + message;
    }
}
