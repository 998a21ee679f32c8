package io.waybill.checker.anomaly;

import io.waybill.history.Event;

/**
 * One step of the story of an anomaly.
 *
 * @param event what was recorded
 * @param role whether the contradiction needs it
 */
public record Step(Event event, Role role) {

    /** What a step is in the story for. */
    public enum Role {
        /** Without it there is no contradiction. Only what clients saw can prove. */
        PROVES,
        /** It helps to understand: a fault, a new leader, a truncation. Disputing it changes nothing. */
        EXPLAINS
    }

    /** Returns a step that the contradiction needs. */
    public static Step proves(Event event) {
        return new Step(event, Role.PROVES);
    }

    /** Returns a step that helps to understand. */
    public static Step explains(Event event) {
        return new Step(event, Role.EXPLAINS);
    }
}
