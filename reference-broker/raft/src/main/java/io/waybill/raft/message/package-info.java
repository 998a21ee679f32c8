/** What members of the quorum say to each other, and the bytes that it becomes. */
@NullMarked
package io.waybill.raft.message;

import org.jspecify.annotations.NullMarked;
