/**
 * Clusters as local processes: child processes on loopback that can be killed, stopped and started again, and that
 * never outlive their harness.
 *
 * <p>Two rules of the room: whatever is started or created is registered before it exists, so that success, failure, an
 * exception and Ctrl-C all remove it; and what a killed harness leaves is removed by the next one, by its mark alone
 * and only when its owner is certainly gone.
 */
@NullMarked
package io.waybill.environment.local;

import org.jspecify.annotations.NullMarked;
