package io.waybill.report;

import io.waybill.checker.anomaly.AnomalyKind;
import java.util.Map;

/**
 * Says how often an anomaly was found, as the subject and predicate of a sentence: {@code 3 of 41 acknowledged messages
 * were lost}.
 */
final class AnomalyPhrase {

    /**
     * @param thing what is counted, in the singular; its plural ends in s
     * @param one the predicate of one
     * @param many the predicate of several
     */
    private record Phrase(String thing, String one, String many) {}

    private static final Map<String, Phrase> PHRASES = Map.ofEntries(
            Map.entry("lost-write", new Phrase("acknowledged message", "was lost", "were lost")),
            Map.entry("duplicate-append", passive("appended twice")),
            Map.entry("retried-duplicate", passive("appended twice by a retry")),
            Map.entry("duplicate-delivery", passive("delivered twice")),
            Map.entry("phantom-read", passive("delivered that nobody sent")),
            Map.entry("corrupt-read", new Phrase("record", "was delivered damaged", "were delivered damaged")),
            Map.entry(
                    "read-before-send",
                    new Phrase("message", "was delivered before it was sent", "were delivered before they were sent")),
            Map.entry("aborted-read", passive("delivered although it was refused or aborted", "they were")),
            Map.entry("poll-skip", passive("skipped by one of the consumers")),
            Map.entry("reordered", behind()),
            Map.entry("retried-reorder", behind()),
            Map.entry("appended-out-of-time", behind()),
            Map.entry("processed-twice", new Phrase("input", "was processed twice", "were processed twice")),
            Map.entry(
                    "processed-never", new Phrase("input", "was passed without effect", "were passed without effect")),
            Map.entry(
                    "torn-transaction",
                    new Phrase("committed transaction", "is visible only in part", "are visible only in part")),
            Map.entry("premature-read", passive("read before its commit", "their")),
            Map.entry("precommitted-read", passive("read by its own transaction", "their")),
            Map.entry("zombie-write", passive("accepted from a fenced producer")),
            Map.entry("lost-in-queue", new Phrase("acknowledged message", "was lost", "were lost")),
            Map.entry("duplicate-in-queue", passive("handed out twice")),
            Map.entry("retried-duplicate-in-queue", passive("handed out twice after a retry")),
            Map.entry("redelivered-after-settlement", passive("delivered again after its settlement", "their")),
            Map.entry("delivered-while-in-flight", passive("in two hands at once")),
            Map.entry("queue-reordered", passive("handed out before an earlier one")),
            Map.entry("key-reordered", passive("delivered against the order of its key", "their")));

    private AnomalyPhrase() {}

    private static Phrase passive(String participle) {
        return new Phrase("message", "was " + participle, "were " + participle);
    }

    /** As {@link #passive(String)}, with what the plural says instead of "it was" or "its". */
    private static Phrase passive(String participle, String plural) {
        return new Phrase("message", "was " + participle, "were " + participle.replaceAll("it was|its", plural));
    }

    private static Phrase behind() {
        return new Phrase("message", "stands behind one that was sent later", "stand behind ones that were sent later");
    }

    /**
     * Returns the phrase.
     *
     * @param outOf of how many, or 0 where that says nothing
     */
    static String of(AnomalyKind kind, long count, long outOf) {
        Phrase phrase = PHRASES.get(kind.id());
        if (phrase == null) {
            return Wording.count(count, "case") + " of \"" + kind.title() + "\" "
                    + (count == 1 ? "was found" : "were found");
        }
        String counted = outOf >= count && outOf > 0
                ? Wording.number(count) + " of " + Wording.count(outOf, phrase.thing())
                : Wording.count(count, phrase.thing());
        return counted + " " + (count == 1 ? phrase.one() : phrase.many());
    }
}
