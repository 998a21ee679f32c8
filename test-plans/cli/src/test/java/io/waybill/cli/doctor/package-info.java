/** Tests of what is looked at on this machine, and of how that is told. */
@NullMarked
package io.waybill.cli.doctor;

import org.jspecify.annotations.NullMarked;
