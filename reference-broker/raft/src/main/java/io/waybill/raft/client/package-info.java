/**
 * What a client of the quorum says and hears, the bytes that it becomes, and a client that finds the leader and knows
 * of every operation whether it happened, certainly did not, or may have.
 */
@NullMarked
package io.waybill.raft.client;

import org.jspecify.annotations.NullMarked;
