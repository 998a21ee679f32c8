/**
 * Clusters of our own broker that outlive the command that started them.
 *
 * <p>Two rules of the room: what was started and did not become ready is ended again; and only processes that carry a
 * cluster's mark are ended.
 */
@NullMarked
package io.waybill.cli.node;

import org.jspecify.annotations.NullMarked;
