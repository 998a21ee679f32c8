/**
 * The sections of a plan file that make a configuration: cluster, clients, workload, phases, claims, what is expected
 * of them, pressure.
 */
@NullMarked
package io.waybill.planfile.section;

import org.jspecify.annotations.NullMarked;
