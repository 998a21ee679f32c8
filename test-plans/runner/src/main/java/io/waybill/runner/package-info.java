/**
 * Runs a plan: starts the cluster, lets the clients work, breaks what the plan says, heals it, reads everything to the
 * end, and judges the history that was stored meanwhile.
 *
 * <p>Two rules of the room: everything that was started is stopped again, however a run ends; and a run that could not
 * be carried out is {@link io.waybill.runner.RunFailed}, never a verdict.
 */
@NullMarked
package io.waybill.runner;

import org.jspecify.annotations.NullMarked;
