/**
 * How fast brokers are, and what it costs them: the same loads, sent by the same official client, against clusters of
 * processes whose CPU seconds and memory the system tells.
 *
 * <p>Two rules of the room: it does not know how a cluster is started, so that each one's own house does it; and what
 * is compared is compared in turn, in one session, on one machine, with what other work took of it beside.
 */
@NullMarked
package io.waybill.benchmark.broker;

import org.jspecify.annotations.NullMarked;
