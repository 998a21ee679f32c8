/** A whole node: what it listens to, who answers what, how it starts and stops. */
@NullMarked
package io.waybill.broker.node;

import org.jspecify.annotations.NullMarked;
