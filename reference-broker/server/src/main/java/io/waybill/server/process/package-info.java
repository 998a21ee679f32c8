/**
 * A node as a process: its main, its configuration, its start until it is ready, its orderly end, and what it says
 * meanwhile.
 *
 * <p>Two rules of the room: whatever is wrong with a configuration is said at once, before anything was touched; and
 * every line that a node says is one JSON object.
 */
@NullMarked
package io.waybill.server.process;

import org.jspecify.annotations.NullMarked;
