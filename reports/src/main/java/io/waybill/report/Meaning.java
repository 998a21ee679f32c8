package io.waybill.report;

import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.Names;
import java.util.Map;

/** Says what a step of a proof means for the story: where the promise was given, and where it was broken. */
final class Meaning {

    private static final String MESSAGE = "{message}";
    private static final String MISSING = MESSAGE + " is not there";
    private static final String AGAIN = "the same message once more";
    private static final int FIRST_PART = 0;
    private static final int NOWHERE = -1;

    /**
     * What the steps of one kind of anomaly mean.
     *
     * @param promised the event of the proof with which the promise is given, or {@link #NOWHERE}
     * @param promise what is promised from then on
     * @param breach what the last event means
     * @param breachAtAnswer whether it is the answer to the last event that breaks the promise
     */
    private record Notes(int promised, String promise, String breach, boolean breachAtAnswer) {

        static Notes breach(String breach) {
            return new Notes(NOWHERE, "", breach, false);
        }
    }

    private static final Notes NONE = Notes.breach("");

    private static final Map<String, Notes> OF_KIND = Map.ofEntries(
            Map.entry("lost-write", new Notes(0, "from here on it must be delivered", MISSING, false)),
            Map.entry("lost-in-queue", new Notes(0, "from here on it must be delivered", "it never came", false)),
            Map.entry("torn-transaction", new Notes(1, "from here on all of it must be visible", MISSING, false)),
            Map.entry("poll-skip", Notes.breach(MISSING)),
            Map.entry("duplicate-append", Notes.breach(AGAIN)),
            Map.entry("retried-duplicate", Notes.breach(AGAIN)),
            Map.entry("duplicate-in-queue", Notes.breach(AGAIN)),
            Map.entry("retried-duplicate-in-queue", Notes.breach(AGAIN)),
            Map.entry("duplicate-delivery", Notes.breach("again, without having gone back")),
            Map.entry("redelivered-after-settlement", new Notes(1, "it must not come again", "it came again", false)),
            Map.entry("delivered-while-in-flight", Notes.breach("the other has it still")),
            Map.entry("phantom-read", Notes.breach("nobody ever sent it")),
            Map.entry("corrupt-read", Notes.breach("nobody ever wrote this")),
            Map.entry("read-before-send", Notes.breach("only now is it sent")),
            Map.entry("aborted-read", Notes.breach("it must never be seen")),
            Map.entry("premature-read", Notes.breach("only now is it asked for")),
            Map.entry("zombie-write", new Notes(0, "older sessions are fenced", "accepted all the same", true)),
            Map.entry("reordered", Notes.breach("it stands behind the later one")),
            Map.entry("retried-reorder", Notes.breach("it stands behind the later one")),
            Map.entry("appended-out-of-time", Notes.breach("it stands behind the later one")));

    private final Notes notes;
    private final String message;
    private final int last;

    Meaning(Names names, Anomaly anomaly) {
        this.notes = OF_KIND.getOrDefault(anomaly.kind().id(), NONE);
        this.message = anomaly.message().map(names::message).orElse("it");
        this.last = anomaly.proof().size() - 1;
    }

    /**
     * Returns a step with its meaning.
     *
     * @param index which event of the proof it tells
     * @param part which of that event's steps it is: 0 what was asked, then what was answered
     * @param parts how many steps that event has
     */
    StoryStep of(int index, int part, int parts, StoryStep step) {
        boolean isAnswer = part == parts - 1;
        if (index == last && (notes.breachAtAnswer() ? isAnswer : part == FIRST_PART)) {
            return notes.breach().isEmpty()
                    ? step
                    : step.contradicting(notes.breach().replace(MESSAGE, message));
        }
        return index == notes.promised() && isAnswer ? step.noting(notes.promise()) : step;
    }
}
