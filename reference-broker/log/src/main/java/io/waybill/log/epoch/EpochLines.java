package io.waybill.log.epoch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a file of leader epochs: {@code epoch start} on each line, in ascending order. */
final class EpochLines {

    private EpochLines() {}

    static String write(LeaderEpochs epochs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < epochs.count(); i++) {
            text.append(epochs.epochAt(i)).append(' ').append(epochs.startAt(i)).append('\n');
        }
        return text.toString();
    }

    /** Returns null where a line is not what {@link #write} writes. */
    static @Nullable LeaderEpochs read(List<String> lines) {
        LeaderEpochs epochs = new LeaderEpochs();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length != 2) {
                return null;
            }
            try {
                epochs.assign(Integer.parseInt(words[0]), Long.parseLong(words[1]));
            } catch (NumberFormatException notOurs) {
                return null;
            }
        }
        return epochs;
    }
}
