/**
 * What recording costs those who send and receive: the same clients on the same cluster, once with a recorder and once
 * with nothing in its place, in turn.
 */
@NullMarked
package io.waybill.workload.benchmark;

import org.jspecify.annotations.NullMarked;
