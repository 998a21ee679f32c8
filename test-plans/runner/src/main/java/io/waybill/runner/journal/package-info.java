/**
 * What the faults of a run did, for whoever reads it afterwards: a line for each thing that was planned, done or hit.
 */
@NullMarked
package io.waybill.runner.journal;

import org.jspecify.annotations.NullMarked;
