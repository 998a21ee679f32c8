/**
 * A member of the quorum in the world: connections, the disk, timers and the replicated machine around the decisions.
 */
@NullMarked
package io.waybill.raft.node;

import org.jspecify.annotations.NullMarked;
