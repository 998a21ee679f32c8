/** The real environment of a node: event loops, the machine's time, timers. */
@NullMarked
package io.waybill.server.loop;

import org.jspecify.annotations.NullMarked;
