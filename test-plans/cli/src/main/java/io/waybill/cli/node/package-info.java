/**
 * Nodes of our own broker as processes of this machine: the one that runs in this process, and clusters of them.
 *
 * <p>Two rules of the room: what was started and did not become ready is ended again; and only processes that carry a
 * cluster's mark are ended.
 */
@NullMarked
package io.waybill.cli.node;

import org.jspecify.annotations.NullMarked;
