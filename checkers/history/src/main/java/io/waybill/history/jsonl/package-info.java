/**
 * Histories as JSON Lines: one event a line, easy to write from any language and by hand.
 *
 * <p>{@code docs/history-jsonl.md} is the description for those who write them.
 */
@NullMarked
package io.waybill.history.jsonl;

import org.jspecify.annotations.NullMarked;
