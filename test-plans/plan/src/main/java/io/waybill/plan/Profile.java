package io.waybill.plan;

import java.time.Duration;

/**
 * Another size of a plan. It never asks for more pressure than the plan itself.
 *
 * @param name for example {@code short}
 * @param storm how long the storm of a judged configuration lasts
 * @param controlStorm how long the storm of a control lasts
 * @param required how often a moment must come about at most
 * @param wanted how often a moment is wanted at most
 */
public record Profile(String name, Duration storm, Duration controlStorm, int required, int wanted) {}
