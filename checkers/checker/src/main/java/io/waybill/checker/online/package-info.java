/**
 * What can be said of a history while it is still being written: one pass in the order of the file, in bounded memory.
 *
 * <p>Confirmed is only what no later event can undo, so the final judgement finds it again. Everything else that looks
 * wrong is a suspicion, says so, and is taken back when it is resolved. What is forgotten for want of memory is left to
 * the final judgement, never guessed.
 */
@NullMarked
package io.waybill.checker.online;

import org.jspecify.annotations.NullMarked;
