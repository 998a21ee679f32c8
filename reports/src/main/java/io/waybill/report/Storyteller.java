package io.waybill.report;

import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.checker.anomaly.Names;
import io.waybill.checker.anomaly.Step;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells an anomaly as a story: the steps of its proof, and between them what explains it best.
 *
 * <p>The window is from the first invocation of the proof to its last evidence. What happened in it coincides with the
 * anomaly; nothing says that it caused it.
 */
final class Storyteller {

    private static final int SHORT = 8;

    private final Judgement judgement;
    private final Circumstances circumstances;
    private final Names names;
    private final Narration narration;

    Storyteller(Judgement judgement, Circumstances circumstances) {
        this.judgement = judgement;
        this.circumstances = circumstances;
        this.names = judgement.names();
        this.narration = new Narration(names);
    }

    /**
     * An occurrence and its story.
     *
     * @param anomaly what is told
     */
    record Told(Anomaly anomaly, Story story) {}

    /** Returns the occurrence whose story explains most, the earliest where several do. */
    Optional<Told> tellBest(List<Anomaly> occurrences) {
        Told best = null;
        for (Anomaly each : occurrences) {
            Told told = new Told(each, tell(each));
            if (best == null || meanings(told.story()) > meanings(best.story())) {
                best = told;
            }
        }
        return Optional.ofNullable(best);
    }

    private static long meanings(Story story) {
        return story.steps().stream().filter(step -> !step.note().isEmpty()).count();
    }

    /** Returns the story of an anomaly. */
    Story tell(Anomaly anomaly) {
        List<StoryStep> steps = proof(anomaly);
        List<Event> events = anomaly.proof().stream().map(Step::event).toList();
        int omitted = explain(steps, events);
        return new Story(
                anomaly.message().map(names::message).orElse(""),
                steps,
                anomaly.contradiction(names),
                new Alibi(judgement).of(anomaly),
                omitted);
    }

    /** Returns the story of whatever was recorded of one message: every event a step, and what explains them. */
    Story tell(MessageId message, List<Event> events, String summary) {
        List<StoryStep> steps = new ArrayList<>();
        events.forEach(event -> steps.addAll(narration.of(event, Step.Role.PROVES)));
        int omitted = explain(steps, events);
        return new Story(names.message(message), steps, summary, List.of(), omitted);
    }

    /** Adds the steps that explain most, as many as there is room for, and returns how many were left out. */
    private int explain(List<StoryStep> steps, List<Event> events) {
        List<RankedStep> explaining = new Explanations(names, circumstances, events).ranked();
        int left = 0;
        for (RankedStep each : explaining) {
            int most = each.weight() >= Explanations.TELLING ? Story.MOST_STEPS : SHORT;
            if (steps.size() < most) {
                steps.add(each.step());
            } else {
                left++;
            }
        }
        steps.sort(Comparator.comparingLong(StoryStep::atNanos));
        return left;
    }

    private List<StoryStep> proof(Anomaly anomaly) {
        Meaning meaning = new Meaning(names, anomaly);
        List<StoryStep> steps = new ArrayList<>();
        List<Step> proof = anomaly.proof();
        for (int i = 0; i < proof.size(); i++) {
            List<StoryStep> told =
                    narration.of(proof.get(i).event(), proof.get(i).role());
            for (int part = 0; part < told.size(); part++) {
                steps.add(meaning.of(i, part, told.size(), told.get(part)));
            }
        }
        steps.sort(Comparator.comparingLong(StoryStep::atNanos));
        return steps;
    }

    /**
     * A step that may be told where there is room.
     *
     * @param weight the higher, the more it explains
     */
    record RankedStep(StoryStep step, int weight) {}

    /** Returns the last time of an event that is known. */
    static long end(Event event) {
        long complete;
        if (event instanceof Event.Send e) {
            complete = e.completeNanos();
        } else if (event instanceof Event.Delivery e) {
            complete = e.completeNanos();
        } else if (event instanceof Event.TransactionEnded e) {
            complete = e.completeNanos();
        } else if (event instanceof Event.Commit e) {
            complete = e.completeNanos();
        } else if (event instanceof Event.CommittedRead e) {
            complete = e.completeNanos();
        } else if (event instanceof Event.Settlement e) {
            complete = e.completeNanos();
        } else {
            complete = event.timeNanos();
        }
        return complete == Event.NEVER ? event.timeNanos() : complete;
    }
}
