/** The replicas of a broker: each has a log and leads or follows in a leader epoch. */
@NullMarked
package io.waybill.broker.replica;

import org.jspecify.annotations.NullMarked;
