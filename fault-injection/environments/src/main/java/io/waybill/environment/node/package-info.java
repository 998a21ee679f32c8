/** A node of a cluster that can be killed, paused and started again, whatever it runs as. */
@NullMarked
package io.waybill.environment.node;

import org.jspecify.annotations.NullMarked;
