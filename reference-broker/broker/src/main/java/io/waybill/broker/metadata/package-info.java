/** What the cluster knows of itself: a machine that commands change, the same on every controller and broker. */
@NullMarked
package io.waybill.broker.metadata;

import org.jspecify.annotations.NullMarked;
