/**
 * What to try, as data: which broker in which configurations, with what traffic, under which faults, and which promises
 * must hold; and the controls, configurations known to be broken that must be seen to break.
 *
 * <p>Two rules of the room: a plan decides nothing by itself and starts nothing; and all that is wrong with one is said
 * at once ({@link io.waybill.plan.Plan#problems}).
 */
@NullMarked
package io.waybill.plan;

import org.jspecify.annotations.NullMarked;
