/**
 * The anomalies: a record each, with its definition, its source, the smallest history that shows it, and its evidence.
 */
@NullMarked
package io.waybill.checker.anomaly;

import org.jspecify.annotations.NullMarked;
