/**
 * A broker as the controller sees it: it registers each of its lives, says that it lives, and asks the active
 * controller, whoever that is at the moment, for what only a controller can do.
 */
@NullMarked
package io.waybill.broker.lifecycle;

import org.jspecify.annotations.NullMarked;
