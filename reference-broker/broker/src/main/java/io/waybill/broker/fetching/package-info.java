/** The follower's side of replication: one fetch loop for each leader, and what a follower does to its log by it. */
@NullMarked
package io.waybill.broker.fetching;

import org.jspecify.annotations.NullMarked;
