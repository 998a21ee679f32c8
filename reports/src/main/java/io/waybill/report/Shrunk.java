package io.waybill.report;

import java.util.List;

/**
 * The faults that a violation takes.
 *
 * @param all how many faults there were
 * @param enough those with which the same is wrong, in words, in their order
 * @param isLeast whether each of them is needed; false where the time was over before that was known
 */
public record Shrunk(int all, List<String> enough, boolean isLeast) {

    public Shrunk {
        enough = List.copyOf(enough);
    }
}
