/**
 * How a test, ours or a user's, records what it saw: a {@link io.waybill.history.record.Recorder} whose types force the
 * choice between what failed and what nobody knows.
 */
@NullMarked
package io.waybill.history.record;

import org.jspecify.annotations.NullMarked;
