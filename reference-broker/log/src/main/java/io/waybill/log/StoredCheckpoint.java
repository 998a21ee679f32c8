package io.waybill.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log's checkpoint says.
 *
 * @param start the log start offset
 * @param recovery the recovery point
 * @param cleanEnd the log end offset when the log was closed; -1 where it was not
 * @param cleanBytes the length of the last segment then
 * @param restart where the log was to begin anew; -1 where it was not
 */
record StoredCheckpoint(long start, long recovery, long cleanEnd, long cleanBytes, long restart) {

    static final StoredCheckpoint NEW = new StoredCheckpoint(0, 0, -1, -1, -1);

    boolean isClean() {
        return cleanEnd >= 0;
    }

    /**
     * Returns null where the lines are of another version. Their checksum is right, so nothing else is to be feared.
     */
    static @Nullable StoredCheckpoint parse(List<String> lines) {
        if (lines.size() < 3 || !lines.get(0).equals(LogCore.VERSION_LINE)) {
            return null;
        }
        long start = 0;
        long recovery = 0;
        long cleanEnd = -1;
        long cleanBytes = -1;
        long restart = -1;
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("start")) {
                start = Long.parseLong(words[1]);
            } else if (words[0].equals("recovery")) {
                recovery = Long.parseLong(words[1]);
            } else if (words[0].equals("restart")) {
                restart = Long.parseLong(words[1]);
            } else if (words[0].equals("clean")) {
                cleanEnd = Long.parseLong(words[1]);
                cleanBytes = Long.parseLong(words[2]);
            } else {
                return null;
            }
        }
        return new StoredCheckpoint(start, recovery, cleanEnd, cleanBytes, restart);
    }
}
