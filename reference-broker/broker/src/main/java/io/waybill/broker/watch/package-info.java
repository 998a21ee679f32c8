/** Who watches a broker from inside: invariants, traces, the log for people. Nothing a broker does depends on it. */
@NullMarked
package io.waybill.broker.watch;

import org.jspecify.annotations.NullMarked;
