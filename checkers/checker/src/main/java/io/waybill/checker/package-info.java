/**
 * What was wrong: reads a history, names every anomaly in it, and says which claims hold. Sees no clock, no network and
 * no log file.
 *
 * <p>A claim is a set of anomalies that break it. A violation is proved by operations of the history; ambiguity is
 * never counted against a broker, and no evidence is {@code unknown}.
 */
@NullMarked
package io.waybill.checker;

import org.jspecify.annotations.NullMarked;
