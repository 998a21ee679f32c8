package io.waybill.log.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of a log's files. All begin with the log's name and a dot, so many logs share one folder:
 *
 * <pre>
 *   orders-0.00000000000000000120.log        a segment; the number is its base offset
 *   orders-0.00000000000000000120.index      where its offsets and times are, once it takes no more appends
 *   orders-0.00000000000000000120.snapshot   the producers as they were before that offset
 *   orders-0.epochs                          the leader epochs
 *   orders-0.checkpoint                      log start offset, recovery point, clean shutdown
 * </pre>
 */
public final class LogFiles {

    /** The ending of a segment. */
    public static final String LOG = ".log";
    /** The ending of a segment's index. */
    public static final String INDEX = ".index";
    /** The ending of a snapshot of producers. */
    public static final String SNAPSHOT = ".snapshot";

    private static final String EPOCHS = "epochs";
    private static final String CHECKPOINT = "checkpoint";
    private static final int DIGITS = 20;
    private static final int LONGEST_NAME = 200;

    private final String name;

    /** Creates the names for a log. Its name has 1 to 200 of the characters that a file's name may have. */
    public LogFiles(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "name of a log must have 1 to " + LONGEST_NAME + " characters, was \"" + name + "\"");
        }
        this.name = name;
    }

    /** Returns the name of the log. */
    public String log() {
        return name;
    }

    /** Returns the name of the file of an offset with an ending. */
    public String of(long offset, String ending) {
        String digits = Long.toString(offset);
        return name + "." + "0".repeat(DIGITS - digits.length()) + digits + ending;
    }

    /** Returns the name of the file of leader epochs. */
    public String epochs() {
        return name + "." + EPOCHS;
    }

    /** Returns the name of the checkpoint. */
    public String checkpoint() {
        return name + "." + CHECKPOINT;
    }

    /** Returns the offsets of the files with an ending, in ascending order. */
    public List<Long> offsets(List<String> files, String ending) {
        List<Long> offsets = new ArrayList<>();
        for (String file : files) {
            if (isOurs(file) && file.endsWith(ending)) {
                long offset = offsetOf(file, ending);
                if (offset >= 0) {
                    offsets.add(offset);
                }
            }
        }
        offsets.sort(null);
        return offsets;
    }

    /** Returns those of the files that belong to this log. */
    public List<String> ours(List<String> files) {
        List<String> ours = new ArrayList<>();
        for (String file : files) {
            String plain = file.endsWith(CheckpointFile.DRAFT)
                    ? file.substring(0, file.length() - CheckpointFile.DRAFT.length())
                    : file;
            boolean numbered = isOurs(plain)
                    && (offsetOf(plain, LOG) >= 0 || offsetOf(plain, INDEX) >= 0 || offsetOf(plain, SNAPSHOT) >= 0);
            if (numbered || plain.equals(epochs()) || plain.equals(checkpoint())) {
                ours.add(file);
            }
        }
        return ours;
    }

    private boolean isOurs(String file) {
        return file.startsWith(name) && file.length() > name.length() && file.charAt(name.length()) == '.';
    }

    /** Returns -1 where the name of the file is not one of ours. */
    private long offsetOf(String file, String ending) {
        int from = name.length() + 1;
        if (file.length() != from + DIGITS + ending.length() || !file.endsWith(ending)) {
            return -1;
        }
        long offset = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = file.charAt(i) - '0';
            if (digit < 0 || digit > 9 || offset > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            offset = offset * 10 + digit;
        }
        return offset;
    }
}
