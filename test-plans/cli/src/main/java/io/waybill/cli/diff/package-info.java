/** What is otherwise between two runs, by the same judge: verdicts, place, plan, pressure, pace. */
@NullMarked
package io.waybill.cli.diff;

import org.jspecify.annotations.NullMarked;
