/**
 * What this machine can do for a run and what it lacks, each with what mends it. A new kind of world adds a
 * {@link io.waybill.cli.doctor.Check} to {@link io.waybill.cli.doctor.Examination}; looking changes nothing.
 */
@NullMarked
package io.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
