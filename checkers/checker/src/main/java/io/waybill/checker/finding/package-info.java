/** What the judges hand to the verdict: occurrences of anomalies, and where the obligations ended. */
@NullMarked
package io.waybill.checker.finding;

import org.jspecify.annotations.NullMarked;
